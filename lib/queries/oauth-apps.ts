import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createOauthAppAction,
  getOauthAppAction,
  listOauthAppsAction,
  revokeOauthAppAction,
  rotateClientSecretAction,
  updateOauthAppAction,
} from '#lib/actions/oauth-apps.ts'
import type { OauthAppField, OauthAppView } from '#lib/domain/oauth-apps/fields.ts'
import { forgetAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** The team's apps, newest first, revoked ones among them. */
export function oauthAppsOptions(team: string) {
  return queryOptions({
    queryKey: queryKeys.oauthAppList(team),
    queryFn: () => runAction(listOauthAppsAction({ team })),
  })
}

/** One app; the page hands in what the server rendered as `initialData`. */
export function oauthAppOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.oauthApp(team, id),
    queryFn: () => runAction(getOauthAppAction({ team, id })),
  })
}

export interface NewOauthApp {
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly confidential: boolean
}

/** Registers an app; its secret is in the answer, once. */
export function useCreateOauthApp(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ redirectUris, scopes, ...input }: NewOauthApp) =>
      runAction(
        createOauthAppAction({ team, ...input, redirectUris: [...redirectUris], scopes: [...scopes] }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.oauthAppList(team) }),
    // the answer holds the secret: it leaves memory with the dialog
    gcTime: 0,
  })
}

export interface PatchOauthApp {
  /** exactly the fields that were touched */
  readonly patch: Readonly<Partial<Record<OauthAppField, unknown>>>
  /** the version whose values the form showed */
  readonly seenVersion: number
}

/** Fails with an `ActionError`; `conflict` says who changed the same field, and what stands there now. */
export function usePatchOauthApp(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ patch, seenVersion }: PatchOauthApp) =>
      runAction(updateOauthAppAction({ team, id, version: seenVersion, patch: { ...patch } })),
    onSuccess: (app, { patch }) => {
      forgetAuthors(queries, team, id, Object.keys(patch))
      putApp(queries, team, app)
    },
  })
}

/** Gives an app a new secret; it is in the answer, once. */
export function useRotateClientSecret(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(rotateClientSecretAction({ team, id })),
    onSuccess: ({ app }) => putApp(queries, team, app),
    gcTime: 0,
  })
}

/** Ends an app and all its tokens. */
export function useRevokeOauthApp(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(revokeOauthAppAction({ team, id })),
    onSuccess: (app) => {
      putApp(queries, team, app)
      return queries.invalidateQueries({ queryKey: queryKeys.oauthApp(team, id) })
    },
  })
}

/** An answer knows the app, and not what hangs on it; an older one than what is cached changes nothing. */
function putApp(queries: QueryClient, team: string, app: OauthAppView): void {
  queries.setQueryData(
    oauthAppOptions(team, app.id).queryKey,
    (cached) => cached && (cached.version > app.version ? cached : { ...cached, ...app }),
  )
  void queries.invalidateQueries({ queryKey: queryKeys.oauthAppList(team) })
  void queries.invalidateQueries({ queryKey: queryKeys.entityChanges(team, 'oauth_app', app.id) })
}
