import type { ClaimedDelivery } from '#lib/domain/deliveries/claim.ts'

export interface ReturnerOptions {
  /** lets others take them */
  readonly release: (claims: readonly ClaimedDelivery[]) => Promise<void>
  /** told that there is something to take */
  readonly onReleased: () => void
}

/**
 * Gives back what is not ours any more, many at once. What could not be given back, because the database is away, is owed:
 * the next call tries again, with nothing of its own, too. Throws what `release` throws.
 */
export function makeReturner({ release, onReleased }: ReturnerOptions) {
  let owed: ClaimedDelivery[] = []
  let running: Promise<void> | null = null

  async function returnAll(): Promise<void> {
    while (owed.length > 0) {
      const now = owed
      owed = []
      try {
        await release(now)
      } catch (error) {
        owed = [...now, ...owed]
        throw error
      }
      onReleased()
    }
  }

  return async (claims: readonly ClaimedDelivery[]): Promise<void> => {
    owed.push(...claims)
    running ??= returnAll().finally(() => {
      running = null
    })
    return running
  }
}
