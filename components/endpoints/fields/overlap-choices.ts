import type { SecretRule } from '#lib/domain/endpoints/profile.ts'

export interface OverlapChoice {
  readonly ms: number
  readonly label: string
  readonly description?: string
}

const HOUR_MS = 3_600_000

const all: readonly OverlapChoice[] = [
  {
    ms: 0,
    label: 'Not at all',
    description: 'It stops at once. For a secret that others may have seen.',
  },
  { ms: HOUR_MS, label: 'For 1 hour' },
  { ms: 24 * HOUR_MS, label: 'For 24 hours' },
  { ms: 7 * 24 * HOUR_MS, label: 'For 7 days' },
]

/** How long an old secret may go on signing; none where the dialect replaces it at once. */
export function overlapChoices(rotation: SecretRule['rotation']): readonly OverlapChoice[] {
  if (rotation.kind !== 'overlap') return []
  return all.filter((choice) => choice.ms <= rotation.maxMs)
}
