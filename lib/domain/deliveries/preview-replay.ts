import { authorize } from '../authz/authorize.ts'
import { MAX_TARGETS } from '../jobs/fields.ts'
import type { Context } from '../shared/context.ts'
import { invalid } from '../shared/errors.ts'
import { momentOfId } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { type BrowseDeliveries, keysOf, narrowingOf } from './browse-deliveries.ts'
import { walkEnd } from './repo-browse.ts'
import { findTargets, type ReplayTarget } from './repo-replay.ts'

/** What a replay of all that a filter finds would come to at this moment. */
export interface ReplayPreview {
  /** messages to endpoints; one of which several deliveries match counts once */
  readonly total: number
  /** that would be sent */
  readonly sending: number
  /** endpoints that they go to */
  readonly endpoints: number
  /** their endpoint is paused */
  readonly paused: number
  /** their endpoint was deleted, or their message is stored no more */
  readonly gone: number
  /** what is sent, by event type, the most first; the first few */
  readonly events: readonly { readonly eventType: string; readonly count: number }[]
  /** ISO 8601: what was made earlier was not looked at; null when all was */
  readonly lookedTo: string | null
}

type Filter = Omit<BrowseDeliveries, 'cursor' | 'limit'>

const EVENTS_SHOWN = 5

/** Says what would be sent again, and sends nothing. Throws `forbidden`, `invalid` (too many). */
export async function previewReplay(ctx: Context, filter: Filter): Promise<ReplayPreview> {
  authorize(ctx, 'delivery:replay')
  const { targets, end } = await targetsOf(ctx, filter)
  const sending = targets.filter(isSendable)
  const counts = new Map<string, number>()
  for (const { eventType } of sending) counts.set(eventType, (counts.get(eventType) ?? 0) + 1)
  const paused = targets.filter(({ active, isStored }) => active === false && isStored).length
  return {
    total: targets.length,
    sending: sending.length,
    endpoints: new Set(sending.map(({ endpointId }) => endpointId)).size,
    paused,
    gone: targets.length - sending.length - paused,
    events: [...counts]
      .map(([eventType, count]) => ({ eventType, count }))
      .sort((a, b) => b.count - a.count || (a.eventType < b.eventType ? -1 : 1))
      .slice(0, EVENTS_SHOWN),
    lookedTo: end && momentOfId(end).toISOString(),
  }
}

/**
 * The deliveries that a replay of all that a filter finds would send again, in the order in which jobs walk them; for
 * verbs that have authorized already. Throws `invalid` (too many).
 */
export async function findReplayTargets(ctx: Context, filter: Filter): Promise<readonly string[]> {
  const { targets } = await targetsOf(ctx, filter)
  return targets
    .filter(isSendable)
    .map(({ id }) => id)
    .sort()
}

interface Targets {
  readonly targets: readonly ReplayTarget[]
  /** beyond it nothing was looked at; null when all was */
  readonly end: string | null
}

async function targetsOf(ctx: Context, filter: Filter): Promise<Targets> {
  const keys = await keysOf(ctx, filter)
  if (!keys) return { targets: [], end: null }
  const narrowing = narrowingOf(filter)
  const [found, end] = await guarded(() =>
    Promise.all([findTargets(keys, narrowing, MAX_TARGETS + 1), walkEnd(keys, narrowing, null)]),
  )
  const targets = end === null ? found : found.filter(({ id }) => id >= end)
  if (targets.length > MAX_TARGETS)
    throw invalid([
      {
        path: [],
        code: 'too_many',
        message: `At most ${MAX_TARGETS.toLocaleString('en-US')} deliveries can be replayed at once. Narrow the filters.`,
      },
    ])
  return { targets, end }
}

function isSendable({ active, isStored }: ReplayTarget): boolean {
  return active === true && isStored
}
