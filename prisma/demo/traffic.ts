export const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export interface DemoMessage {
  /** so long before the demo is first looked at */
  readonly beforeMs: number
  readonly dialect: string
  readonly eventType: string
}

/** When somebody gave up on the importer that fails. */
export const PAUSED_AT_MS = 70 * MINUTE_MS

/** What happens, and how often in a day. */
const kinds: readonly (readonly [dialect: string, eventType: string, count: number])[] = [
  ['standard', 'invoice.created', 18],
  ['standard', 'invoice.paid', 14],
  ['standard', 'customer.updated', 14],
  ['standard', 'customer.created', 9],
  ['standard', 'subscription.renewed', 8],
  ['standard', 'payout.sent', 5],
  ['standard', 'subscription.cancelled', 2],
  ['storno', 'invoice.created', 8],
  ['storno', 'invoice.validated', 7],
  ['storno', 'invoice.rejected', 2],
  ['storno', 'sync.completed', 4],
  ['vendaze', 'deal.created', 7],
  ['vendaze', 'deal.won', 4],
  ['vendaze', 'person.updated', 6],
  ['vendaze', 'deal.lost', 2],
  ['selfcommunity', 'post.created', 7],
  ['selfcommunity', 'comment.created', 6],
  ['composio', 'composio.trigger.message', 3],
]

/** The last one is this fresh. */
const NEWEST_MS = 3 * MINUTE_MS
const SPAN_MS = 25 * HOUR_MS

/** A day's events, oldest first, the same at each call. */
export function demoMessages(): readonly DemoMessage[] {
  let place = 0
  const messages = kinds.flatMap(([dialect, eventType, count]) =>
    Array.from({ length: count }, () => {
      place += 1
      // the golden ratio spreads any number of places without a pattern that the eye finds
      const part = (place * 0.618_033_988_75) % 1
      // fewer at night: the clock of the demo is the reader's own, so this is only a wave
      const wave = part + 0.06 * Math.sin(part * 4 * Math.PI)
      return { beforeMs: NEWEST_MS + Math.round(wave * SPAN_MS), dialect, eventType }
    }),
  )
  return messages.sort((a, b) => b.beforeMs - a.beforeMs)
}
