import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createSourceAction,
  deleteSourceAction,
  getSourceAction,
  listSourcesAction,
  patchSourceAction,
  revealSourceValueAction,
} from '#lib/actions/sources.ts'
import type { PageSources, SourceSummary } from '#lib/domain/sources/list.ts'
import type { SourceView } from '#lib/domain/sources/view.ts'
import { forgetAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** A page of the list. */
export function sourceListOptions(team: string, query: PageSources) {
  const { search, toolkits, cursor } = query
  return queryOptions({
    queryKey: queryKeys.sourceList(team, query),
    queryFn: () =>
      runAction(
        listSourcesAction({
          team,
          ...(search ? { search } : {}),
          ...(toolkits?.length ? { toolkits: [...toolkits] } : {}),
          ...(cursor ? { cursor } : {}),
        }),
      ),
  })
}

/** One source; the page hands in what the server rendered as `initialData`. */
export function sourceOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.source(team, id),
    queryFn: () => runAction(getSourceAction({ team, id })),
  })
}

export function useCreateSource(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: { toolkit: SourceSummary['toolkit']; clientId: string }) =>
      runAction(createSourceAction({ team, ...input })),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.sources(team), refetchType: 'none' }),
  })
}

export interface PatchSourceVariables {
  /** exactly the values that were touched */
  readonly data: Readonly<Record<string, string>>
  /** the version whose values the form showed; absent is the cached one */
  readonly seenVersion?: number | undefined
}

/** Fails with an `ActionError`; `conflict` says who changed the same value, and what is shown of it now. */
export function usePatchSource(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ data, seenVersion }: PatchSourceVariables) => {
      const version = seenVersion ?? queries.getQueryData(sourceOptions(team, id).queryKey)?.version ?? 0
      return runAction(patchSourceAction({ team, id, version, data: { ...data } }))
    },
    onSuccess: ({ source, change }) => {
      if (change) forgetAuthors(queries, team, id, ['data'])
      queries.setQueryData<SourceView>(sourceOptions(team, id).queryKey, (cached) =>
        cached && cached.version > source.version ? cached : source,
      )
      void queries.invalidateQueries({ queryKey: queryKeys.sourceLists(team), refetchType: 'none' })
      void queries.invalidateQueries({ queryKey: queryKeys.entityChanges(team, 'source', id) })
    },
    // what was sent may be a secret: it leaves memory with the answer
    gcTime: 0,
  })
}

export function useRevealSourceValue(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => runAction(revealSourceValueAction({ team, id, name })),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.entityChanges(team, 'source', id) }),
    gcTime: 0,
  })
}

export function useDeleteSource(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(deleteSourceAction({ team, id })),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.sources(team), refetchType: 'none' }),
  })
}
