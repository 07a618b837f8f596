import { MAX_LIFETIME_SECONDS } from '#lib/domain/api-keys/lifetime.ts'

export const expiryChoices = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '365 days' },
  { value: 'custom', label: 'On a date…' },
  { value: 'never', label: 'Never' },
] as const
export type ExpiryChoice = (typeof expiryChoices)[number]['value']

const DAY_SECONDS = 86_400

/** The day of a moment, as a date field has it, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** How long a key shall live, in seconds; null is for ever, and words are the fault of the date. */
export function lifetimeSeconds(
  choice: ExpiryChoice,
  day: string,
  nowMs: number,
): { readonly seconds: number | null } | { readonly fault: string } {
  if (choice === 'never') return { seconds: null }
  if (choice !== 'custom') return { seconds: Number(choice) * DAY_SECONDS }
  const endMs = Date.parse(`${day}T23:59:59Z`)
  if (Number.isNaN(endMs)) return { fault: 'Choose a date.' }
  const seconds = Math.floor((endMs - nowMs) / 1000)
  if (seconds < 1) return { fault: 'Choose a date that is still to come.' }
  if (seconds > MAX_LIFETIME_SECONDS) return { fault: 'A key may live ten years at most.' }
  return { seconds }
}
