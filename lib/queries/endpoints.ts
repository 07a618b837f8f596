import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  getEndpointAction,
  listEndpointsAction,
  listFailingEndpointsAction,
  revealSecretAction,
  revertChangeAction,
  revokeSecretAction,
  rotateSecretAction,
  updateEndpointAction,
} from '#lib/actions/endpoints.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import type { EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import type { EndpointPage, ListEndpoints } from '#lib/domain/endpoints/list.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { forgetAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** One endpoint; the page hands in what the server rendered as `initialData`. */
export function endpointOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.endpoint(team, id),
    queryFn: () => runAction(getEndpointAction({ team, id })),
  })
}

/** A page of the list. */
export function endpointListOptions(team: string, query: ListEndpoints) {
  return queryOptions({
    queryKey: queryKeys.endpointList(team, query),
    queryFn: () => runAction(listEndpointsAction(listInput(team, query))),
  })
}

/** The endpoints that do nothing but fail, and those that were paused for it. */
export function failingEndpointsOptions(team: string) {
  return queryOptions({
    queryKey: queryKeys.failingEndpoints(team),
    queryFn: () => runAction(listFailingEndpointsAction({ team })),
  })
}

export interface PatchVariables {
  readonly patch: EndpointPatch
  /** the version whose value the form showed; absent is the cached one */
  readonly seenVersion?: number | undefined
}

/** Sends exactly the keys of `patch`. Fails with an `ActionError`; `conflict` says who and what stands now. */
export function usePatchEndpoint(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ patch, seenVersion }: PatchVariables) => {
      const version = seenVersion ?? queries.getQueryData(endpointOptions(team, id).queryKey)?.version ?? 0
      return runAction(updateEndpointAction({ team, id, version, patch: { ...patch } }))
    },
    onSuccess: (data) => putEndpoint(queries, team, data.endpoint, data.change),
    // the answer holds a key when signing was turned on
    gcTime: 0,
  })
}

/** The switch in a row or on the page: shown at once, taken back if the server refuses. */
export function useToggleActive(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, version, active }: { id: string; version: number; active: boolean }) =>
      runAction(updateEndpointAction({ team, id, version, patch: { active } })),
    onMutate: ({ id, active }) => {
      patchCached(queries, team, id, { active })
    },
    onSuccess: (data) => putEndpoint(queries, team, data.endpoint),
    onError: (_error, { id, active }) => {
      patchCached(queries, team, id, { active: !active })
      void queries.invalidateQueries({ queryKey: queryKeys.endpoints(team) })
    },
  })
}

export function useRotateSecret(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (overlapMs: number | undefined) =>
      runAction(rotateSecretAction({ team, id, ...(overlapMs === undefined ? {} : { overlapMs }) })),
    onSuccess: (data) => putEndpoint(queries, team, data.endpoint),
    // the answer holds a key: it leaves memory with the dialog
    gcTime: 0,
  })
}

export function useRevokeSecret(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (secretId: string) => runAction(revokeSecretAction({ team, id, secretId })),
    onSuccess: (data) => putEndpoint(queries, team, data.endpoint),
  })
}

export function useRevealSecret(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(revealSecretAction({ team, id })),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.entityChanges(team, 'endpoint', id) }),
    gcTime: 0,
  })
}

export interface RevertVariables {
  readonly changeId: string
  readonly field?: string
  readonly key?: string
}

export function useRevertChange(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (variables: RevertVariables) => runAction(revertChangeAction({ team, ...variables })),
    onSuccess: (data) => putEndpoint(queries, team, data.endpoint, data.change),
    gcTime: 0,
  })
}

type Queries = ReturnType<typeof useQueryClient>

function putEndpoint(
  queries: Queries,
  team: string,
  endpoint: EndpointView,
  ownChange: Pick<ChangeView, 'fields'> | null = null,
): void {
  if (ownChange)
    forgetAuthors(
      queries,
      team,
      endpoint.id,
      ownChange.fields.map(({ field }) => field),
    )
  queries.setQueryData(endpointOptions(team, endpoint.id).queryKey, (cached) =>
    cached && cached.version > endpoint.version ? cached : endpoint,
  )
  const { name, url, active, version, updatedAt, payloadVersion } = endpoint
  patchCached(queries, team, endpoint.id, { name, url, active, version, updatedAt, payloadVersion })
  void queries.invalidateQueries({ queryKey: queryKeys.entityChanges(team, 'endpoint', endpoint.id) })
}

/** Puts fields into every cached place that shows this endpoint. */
function patchCached(
  queries: Queries,
  team: string,
  id: string,
  fields: Partial<EndpointPage['items'][number]>,
): void {
  queries.setQueriesData<EndpointPage>(
    { queryKey: [...queryKeys.endpoints(team), 'list'] },
    (page) =>
      page && { ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...fields } : item)) },
  )
  if (fields.version === undefined)
    queries.setQueryData(endpointOptions(team, id).queryKey, (cached) => cached && { ...cached, ...fields })
}

function listInput(team: string, query: ListEndpoints) {
  const { search, dialects, active, event, sort, cursor, limit } = query
  return {
    team,
    ...(search ? { search } : {}),
    ...(dialects?.length ? { dialects: [...dialects] } : {}),
    ...(active === undefined ? {} : { active }),
    ...(event ? { event } : {}),
    ...(sort ? { sort: { ...sort } } : {}),
    ...(cursor ? { cursor } : {}),
    ...(limit ? { limit } : {}),
  }
}
