import { eraseOldRequests } from '../inspector/erase-old.ts'
import type { Clock } from '../shared/clock.ts'
import { guarded } from '../shared/transaction.ts'
import { type History, histories, monthsFrom, partitionName } from './months.ts'
import {
  addPartition,
  alone,
  dropPartition,
  findGoneTeams,
  findPartitions,
  findShorterTeams,
  isLockTimeout,
  type Partition,
} from './repo.ts'
import {
  ERASE_BATCH,
  type Erased,
  type EraseScope,
  eraseAttempts,
  eraseDeliveries,
  eraseMessageKeys,
  eraseMessages,
  FIRST_ID,
} from './repo-erase.ts'

/** Made before they are needed. */
const MONTHS_AHEAD = 3
const DAY_MS = 86_400_000

export interface RetentionServices {
  readonly clock: Clock
  /** the instance's policy: how long what is finished is kept, at least */
  readonly keepDays: number
}

/** What one run did. */
export interface Retained {
  /** partitions by their tables' names */
  readonly dropped: readonly string[]
  readonly deliveries: number
  readonly messages: number
  readonly attempts: number
  /** publishers' own ids */
  readonly keys: number
}

/** One process at a time. */
const LOCK = 'patchbay.retention'

/**
 * Makes the partitions of this month and the next ones, unless another process is at it; answers their names. A month
 * of which the default partition has rows already stays there. Throws `unavailable`.
 */
export async function makePartitions({
  clock,
}: Pick<RetentionServices, 'clock'>): Promise<readonly string[]> {
  const made: string[] = []
  await guarded(() =>
    alone(LOCK, async () => {
      const present = new Set((await findPartitions()).map(nameOf))
      for (const month of monthsFrom(clock.now(), MONTHS_AHEAD))
        for (const history of histories) {
          const partition = { history, month }
          if (!present.has(nameOf(partition)) && (await unlessBusy(() => addPartition(partition))))
            made.push(nameOf(partition))
        }
    }),
  )
  return made
}

/**
 * Takes away what is older than the instance keeps, a whole month at a time, and in batches what a team keeps for less.
 * What deleted teams left goes, too. What an unfinished delivery needs stays, however old. Null when another process is at it. Throws `unavailable`.
 */
export async function eraseOld(
  { clock, keepDays }: RetentionServices,
  signal: AbortSignal,
): Promise<Retained | null> {
  const total = { dropped: [] as string[], deliveries: 0, messages: 0, attempts: 0, keys: 0 }
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)

  /** Batch after batch, until nothing is left or the process ends. */
  const all = async (batch: (after: string) => Promise<Erased>): Promise<number> => {
    let sum = 0
    let after: string | null = FIRST_ID
    while (after !== null && !signal.aborted) {
      const { count, next } = await batch(after)
      sum += count
      after = next
    }
    return sum
  }
  const erasers: Record<History, (scope: EraseScope, before: Date) => Promise<void>> = {
    delivery_history: async (scope, before) => {
      total.deliveries += await all((after) => eraseDeliveries(scope, { before, after }))
    },
    messages: async (scope, before) => {
      total.messages += await all((after) => eraseMessages(scope, { before, after }))
    },
    attempts: async (scope, before) => {
      // a team's go with their deliveries
      if ('month' in scope) total.attempts += await all((after) => eraseAttempts(scope, { before, after }))
    },
  }

  const isMine = await guarded(() =>
    alone(LOCK, async () => {
      const limit = daysAgo(keepDays)
      const old = (await findPartitions()).filter(({ month }) => month.until <= limit)
      for (const history of histories) {
        for (const partition of old.filter((each) => each.history === history)) {
          if (signal.aborted) return
          if (await unlessBusy(() => dropPartition(partition, limit))) total.dropped.push(nameOf(partition))
          else await erasers[history]({ month: partition.month }, limit)
        }
        // what was written before its month had a partition
        await erasers[history]({ month: null }, limit)
      }
      for (const { id, days } of await findShorterTeams(keepDays))
        for (const history of histories) await erasers[history]({ teamId: id }, daysAgo(days))
      // what they left is nobody's: all of it, also what was written a moment ago
      const soon = daysAgo(-1)
      for (const id of await findGoneTeams())
        for (const history of histories) await erasers[history]({ teamId: id }, soon)
      while (!signal.aborted) {
        const count = await eraseMessageKeys(limit)
        total.keys += count
        if (count < ERASE_BATCH) break
      }
      await eraseOldRequests({ clock })
    }),
  )
  return isMine ? total : null
}

const nameOf = ({ history, month }: Partition) => partitionName(history, month)

/** False also when the table is in use: the next run tries again. */
async function unlessBusy(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (isLockTimeout(error)) return false
    throw error
  }
}
