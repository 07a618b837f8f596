import type { DeliveryRule } from '#lib/domain/endpoints/profile.ts'

export interface Failure {
  /** made so far, this one included */
  readonly attempts: number
  /** the header as it came; undefined when there was none */
  readonly retryAfter: string | undefined
  /** when this attempt ended */
  readonly endedAt: Date
}

/**
 * When the next attempt is due, or null after the last one. Each delay counts from the attempt before, is spread by the
 * rule's jitter, and grows to what a receiver asked for, where that is honoured: but not past the schedule's longest.
 * `random` answers from 0 to below 1.
 */
export function nextAttemptAt(rule: DeliveryRule, failure: Failure, random: () => number): Date | null {
  const delayMs = rule.delaysMs[failure.attempts]
  if (delayMs === undefined) return null
  const spreadMs = delayMs * (1 + rule.jitter * (2 * random() - 1))
  const askedMs = rule.honoursRetryAfter ? (retryAfterMs(failure.retryAfter, failure.endedAt) ?? 0) : 0
  const boundedMs = Math.min(askedMs, Math.max(...rule.delaysMs))
  return new Date(failure.endedAt.getTime() + Math.round(Math.max(spreadMs, boundedMs)))
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds, or a date. Null for anything else, and for a date that is past. */
export function retryAfterMs(value: string | undefined, now: Date): number | null {
  const text = value?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  // a date has letters; Date.parse would take numbers such as 1.5 for one
  if (!/^[A-Za-z]/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) || at <= now.getTime() ? null : at - now.getTime()
}
