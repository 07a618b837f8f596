import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  archiveEventTypeAction,
  createEventTypeAction,
  listEventTypesAction,
  updateEventTypeAction,
} from '#lib/actions/event-types.ts'
import type { EventTypeView } from '#lib/domain/event-types/fields.ts'
import type { EventTypeList } from '#lib/domain/event-types/list.ts'
import { forgetAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** The team's own catalogue, archived names too. */
export function eventTypesOptions(team: string) {
  return queryOptions({
    queryKey: queryKeys.eventTypes(team),
    queryFn: () => runAction(listEventTypesAction({ team })),
  })
}

export interface NewEventType {
  readonly name: string
  readonly description?: string
  readonly schema?: unknown
}

/** Fails with an `ActionError`; `already_exists` has its issue at `name`. */
export function useCreateEventType(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: NewEventType) => runAction(createEventTypeAction({ team, ...input })),
    onSuccess: (type) => putEventType(queries, team, type),
  })
}

export interface EventTypePatch {
  readonly description?: string
  readonly schema?: unknown
}

/** Sends exactly the keys of `patch`, and the version whose values the reader saw. */
export function usePatchEventType(team: string, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ patch, seenVersion }: { patch: EventTypePatch; seenVersion: number }) =>
      runAction(updateEventTypeAction({ team, name, version: seenVersion, patch: { ...patch } })),
    onSuccess: (type, { patch }) => {
      forgetAuthors(queries, team, name, Object.keys(patch))
      putEventType(queries, team, type)
    },
    // whatever stands there now, the page should show it
    onError: () => queries.invalidateQueries({ queryKey: queryKeys.eventTypes(team) }),
  })
}

/** Takes a name out of the catalogue or puts it back: shown at once, taken back if the server refuses. */
export function useArchiveEventType(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, archived }: { name: string; archived: boolean }) =>
      runAction(archiveEventTypeAction({ team, name, archived })),
    onMutate: ({ name, archived }) => patchCached(queries, team, name, { archived }),
    onSuccess: (type) => putEventType(queries, team, type),
    onError: (_error, { name, archived }) => {
      patchCached(queries, team, name, { archived: !archived })
      void queries.invalidateQueries({ queryKey: queryKeys.eventTypes(team) })
    },
  })
}

type Queries = ReturnType<typeof useQueryClient>

function putEventType(queries: Queries, team: string, type: EventTypeView): void {
  queries.setQueryData<EventTypeList>(queryKeys.eventTypes(team), (list) => {
    if (!list) return list
    const known = list.items.find((item) => item.name === type.name)
    const others = list.items.filter((item) => item.name !== type.name)
    const items = [...others, { ...type, subscribers: known?.subscribers ?? 0 }].sort(inListOrder)
    return { ...list, items }
  })
  void queries.invalidateQueries({ queryKey: [...queryKeys.eventTypes(team), 'catalogue'] })
  void queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
}

/** As the server sorts them: by group, then by name. */
function inListOrder(a: EventTypeView, b: EventTypeView): number {
  return compare(a.group, b.group) || compare(a.name, b.name)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function patchCached(queries: Queries, team: string, name: string, fields: Partial<EventTypeView>): void {
  queries.setQueryData<EventTypeList>(
    queryKeys.eventTypes(team),
    (list) =>
      list && {
        ...list,
        items: list.items.map((item) => (item.name === name ? { ...item, ...fields } : item)),
      },
  )
}
