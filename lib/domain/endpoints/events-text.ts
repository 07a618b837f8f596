import { WILDCARD } from './fields.ts'

type Types = readonly string[]

/** "all events", "1 event", "4 events". */
export function eventsText(types: Types): string {
  if (types.includes(WILDCARD)) return 'all events'
  return types.length === 1 ? '1 event' : `${types.length} events`
}

/** From some to all, or back: then a list of what came and went would tell the opposite of what happened. */
export function turnsToOrFromAll(before: Types, after: Types): boolean {
  return before.includes(WILDCARD) !== after.includes(WILDCARD)
}
