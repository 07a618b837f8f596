import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  browseDeliveriesAction,
  dropHeldAction,
  inspectAttemptAction,
  inspectDeliveryAction,
  replayDeliveryAction,
  sendTestAction,
} from '#lib/actions/deliveries.ts'
import { publishMessageAction, sampleMessageAction } from '#lib/actions/messages.ts'
import type { BrowseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** Behind the live feed, which tells of what was sent: also what only begins to wait shows up soon. */
const POLL_MS = 10_000

/** What an action takes of a filter: no key that says nothing. */
export function filterInput({ search, states, endpointId, eventType, code, from, before }: BrowseDeliveries) {
  return {
    ...(search ? { search } : {}),
    ...(states?.length ? { states: [...states] } : {}),
    ...(endpointId ? { endpointId } : {}),
    ...(eventType ? { eventType } : {}),
    ...(code ? { code } : {}),
    ...(from ? { from } : {}),
    ...(before ? { before } : {}),
  }
}

/** A page of the list; kept up to date while the page is looked at, unless it is held still. */
export function deliveryListOptions(team: string, query: BrowseDeliveries, isStill = false) {
  const { cursor, ...filter } = query
  return queryOptions({
    queryKey: queryKeys.deliveryList(team, query),
    queryFn: () =>
      runAction(browseDeliveriesAction({ team, ...filterInput(filter), ...(cursor ? { cursor } : {}) })),
    enabled: !isStill,
    refetchInterval: POLL_MS,
  })
}

/** One delivery with its attempts. */
export function deliveryOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.delivery(team, id),
    queryFn: () => runAction(inspectDeliveryAction({ team, id })),
  })
}

/** One attempt, whole; it never changes. */
export function attemptOptions(team: string, deliveryId: string, attemptId: string) {
  return queryOptions({
    queryKey: [team, 'attempts', deliveryId, attemptId] as const,
    queryFn: () => runAction(inspectAttemptAction({ team, deliveryId, attemptId })),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Reads again what is shown of deliveries: after something that moves them. */
export function useRefreshDeliveries(team: string) {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: queryKeys.deliveries(team) })
}

export function useReplay(team: string) {
  const refresh = useRefreshDeliveries(team)
  return useMutation({
    mutationFn: (id: string) => runAction(replayDeliveryAction({ team, id })),
    onSuccess: () => void refresh(),
  })
}

/** Cancels what waits for a paused endpoint. */
export function useDropHeld(team: string, endpointId: string) {
  const refresh = useRefreshDeliveries(team)
  return useMutation({
    mutationFn: () => runAction(dropHeldAction({ team, id: endpointId })),
    onSettled: () => void refresh(),
  })
}

/** Made-up content of an event. */
export function sampleOptions(team: string, dialect: string, eventType: string) {
  return queryOptions({
    queryKey: [...queryKeys.eventTypes(team), 'sample', dialect, eventType] as const,
    queryFn: () => runAction(sampleMessageAction({ team, dialect, eventType })),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export interface Content {
  readonly eventType: string
  /** its JSON, as it was typed */
  readonly payload: string
}

/** Sends a sample now; the answer is the receiver's. */
export function useSendTest(team: string, endpointId: string) {
  const refresh = useRefreshDeliveries(team)
  return useMutation({
    mutationFn: ({ eventType, payload }: Content) =>
      runAction(sendTestAction({ team, id: endpointId, eventType, payload })),
    onSuccess: () => void refresh(),
  })
}

/** Publishes an event; `id` is the publisher's own, so that sending it again publishes nothing twice. */
export function usePublish(team: string) {
  const refresh = useRefreshDeliveries(team)
  return useMutation({
    mutationFn: ({ id, ...content }: Content & { readonly id?: string }) =>
      runAction(publishMessageAction({ team, ...content, ...(id === undefined ? {} : { id }) })),
    onSuccess: () => void refresh(),
  })
}
