import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'

/** One line of the checklist. */
export interface EventEntry {
  readonly type: string
  readonly description: string
}

export interface EventGroup {
  /** stays the same for as long as the group is there */
  readonly id: string
  readonly name: string
  /** false: these are stored, but have left the catalogue, and cannot be chosen anew */
  readonly known: boolean
  readonly events: readonly EventEntry[]
}

/** The catalogue by group, in its own order; what is stored but has left it comes last. */
export function groupEvents(
  catalogue: readonly CatalogueEvent[],
  stored: readonly string[],
): readonly EventGroup[] {
  const byGroup = Map.groupBy(catalogue, (event) => event.group)
  const groups: EventGroup[] = [...byGroup].map(([name, events]) => ({
    id: `group:${name}`,
    name,
    known: true,
    events: events.map(({ type, description }) => ({ type, description })),
  }))
  const known = new Set(catalogue.map((event) => event.type))
  const left = stored.filter((type) => type !== '*' && !known.has(type))
  if (left.length === 0) return groups
  const events = left.map((type) => ({ type, description: '' }))
  return [...groups, { id: 'left', name: 'No longer in the catalogue', known: false, events }]
}

/** The groups with only those events that have every word of the search in their name or description. */
export function searchEvents(groups: readonly EventGroup[], search: string): readonly EventGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return groups
  return groups
    .map((group) => ({
      ...group,
      events: group.events.filter(({ type, description }) => {
        const text = `${type} ${description} ${group.name}`.toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    }))
    .filter((group) => group.events.length > 0)
}

/** The chosen names as they are sent: what is kept in its stored order, then what is new in the checklist's. */
export function inSentOrder(
  chosen: ReadonlySet<string>,
  stored: readonly string[],
  groups: readonly EventGroup[],
): string[] {
  const kept = stored.filter((type) => chosen.has(type))
  const seen = new Set(kept)
  const added = groups.flatMap((group) =>
    group.events.filter(({ type }) => chosen.has(type) && !seen.has(type)).map(({ type }) => type),
  )
  return [...kept, ...added]
}

export type ChosenState = 'all' | 'some' | 'none'

export function chosenState(events: readonly EventEntry[], chosen: ReadonlySet<string>): ChosenState {
  const count = countChosen(events, chosen)
  if (count === 0) return 'none'
  return count === events.length ? 'all' : 'some'
}

export function countChosen(events: readonly EventEntry[], chosen: ReadonlySet<string>): number {
  return events.reduce((count, { type }) => count + (chosen.has(type) ? 1 : 0), 0)
}

/** How much of a group is drawn: nothing, what is stored or chosen, or everything. */
export type Shown = 'none' | 'chosen' | 'all'

/** Up to this many events in the whole catalogue, groups with something chosen are drawn from the start. */
const SMALL_CATALOGUE = 20
/** Up to this many events, a group of which only some are chosen is drawn whole. */
const SMALL_GROUP = 8

/** At first there is to be seen what is chosen, and its neighbours where they are few. */
export function shownAtFirst(
  group: EventGroup,
  groups: readonly EventGroup[],
  stored: ReadonlySet<string>,
): Shown {
  const total = groups.reduce((sum, { events }) => sum + events.length, 0)
  const isSmall = total <= SMALL_CATALOGUE
  if (!group.known || (isSmall && groups.length === 1)) return 'all'
  const state = chosenState(group.events, stored)
  if (state === 'some') return group.events.length <= SMALL_GROUP ? 'all' : 'chosen'
  if (state === 'all') return isSmall ? 'all' : 'none'
  // With nothing chosen yet there is nothing to look at but the choice itself.
  return isSmall && groups.every(({ events }) => countChosen(events, stored) === 0) ? 'all' : 'none'
}

/** The events of a group that are drawn. What was just unchosen stays, to say that it will be removed. */
export function visibleEvents(
  group: EventGroup,
  shown: Shown,
  stored: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
): readonly EventEntry[] {
  if (shown === 'none') return []
  if (shown === 'all') return group.events
  return group.events.filter(({ type }) => stored.has(type) || chosen.has(type))
}
