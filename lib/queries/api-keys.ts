import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { createApiKeyAction, listApiKeysAction, revokeApiKeyAction } from '#lib/actions/api-keys.ts'
import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** The keys that the reader may see: all of the team, or their own. Newest first, ended ones among them. */
export function apiKeysOptions(team: string) {
  return queryOptions({
    queryKey: queryKeys.apiKeys(team),
    queryFn: () => runAction(listApiKeysAction({ team })),
  })
}

export interface NewApiKey {
  readonly kind: ApiKeyKind
  readonly name: string
  readonly scopes: readonly string[]
  /** null: no end, except for a personal token, which then ends after a year */
  readonly expiresInSeconds: number | null
}

/** Makes a key; its characters are in the answer, once. */
export function useCreateApiKey(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ scopes, ...input }: NewApiKey) =>
      runAction(createApiKeyAction({ team, ...input, scopes: [...scopes] })),
    onSuccess: ({ key }) => {
      queries.setQueryData(apiKeysOptions(team).queryKey, (keys) =>
        keys ? [key, ...keys.filter(({ id }) => id !== key.id)] : keys,
      )
      return queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
    },
    // the answer holds the key: it leaves memory with the dialog
    gcTime: 0,
  })
}

/** Ends a key at once. */
export function useRevokeApiKey(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => runAction(revokeApiKeyAction({ team, id })),
    onSuccess: (key) => {
      queries.setQueryData(apiKeysOptions(team).queryKey, (keys) =>
        keys?.map((each) => (each.id === key.id ? key : each)),
      )
      return queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
    },
  })
}
