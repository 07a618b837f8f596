import { listApiKeys } from '#lib/domain/api-keys/list-api-keys.ts'
import { revokeApiKey } from '#lib/domain/api-keys/revoke-api-key.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { choosableOauthApps, nameOauthApp } from '#lib/domain/oauth-apps/app-names.ts'
import { getOauthApp } from '#lib/domain/oauth-apps/get-app.ts'
import { listOauthApps } from '#lib/domain/oauth-apps/list-apps.ts'
import { revokeOauthApp } from '#lib/domain/oauth-apps/revoke-app.ts'
import { rotateClientSecret } from '#lib/domain/oauth-apps/rotate-client-secret.ts'
import { updateOauthApp } from '#lib/domain/oauth-apps/update-app.ts'
import { makeApiKey, makeOauthApp } from './credentials.ts'
import type { TestContext } from './factories.ts'
import { agree, authorizationQuery, newPkce } from './oauth-requests.ts'
import { registerSecret } from './secrets.ts'

interface Case {
  readonly permission: Permission
  readonly prepare: (scene: {
    readonly owner: TestContext
    readonly ctx: TestContext
  }) => Promise<() => Promise<unknown>>
}

const onApp =
  (call: (ctx: TestContext, id: string) => Promise<unknown>): Case['prepare'] =>
  async ({ owner, ctx }) => {
    const { app } = await makeOauthApp(owner)
    return () => call(ctx, app.id)
  }

/** The verbs of keys and apps, for the matrix of roles. */
export const credentialVerbs: Readonly<Record<string, Case>> = {
  // for a user's own key every role will do, which the tests of keys show
  createApiKey: {
    permission: 'api-key:manage',
    prepare:
      async ({ ctx }) =>
      () =>
        makeApiKey(ctx, 'project_key'),
  },
  listApiKeys: {
    permission: 'api-key:own',
    prepare:
      async ({ ctx }) =>
      () =>
        listApiKeys(ctx),
  },
  revokeApiKey: {
    permission: 'api-key:own',
    prepare: async ({ ctx }) => {
      const { key } = await makeApiKey(ctx, 'user_key')
      return () => revokeApiKey(ctx, { id: key.id })
    },
  },
  createOauthApp: {
    permission: 'oauth-app:manage',
    prepare:
      async ({ ctx }) =>
      () =>
        makeOauthApp(ctx),
  },
  listOauthApps: {
    permission: 'oauth-app:manage',
    prepare:
      async ({ ctx }) =>
      () =>
        listOauthApps(ctx),
  },
  getOauthApp: {
    permission: 'oauth-app:manage',
    prepare: onApp((ctx, id) => getOauthApp(ctx, { id })),
  },
  nameOauthApp: {
    permission: 'endpoint:read',
    prepare: onApp((ctx, id) => nameOauthApp(ctx, { id })),
  },
  choosableOauthApps: {
    permission: 'endpoint:create',
    prepare:
      async ({ ctx }) =>
      () =>
        choosableOauthApps(ctx),
  },
  updateOauthApp: {
    permission: 'oauth-app:manage',
    prepare: onApp((ctx, id) => updateOauthApp(ctx, { id, patch: { name: 'Other' }, version: null })),
  },
  rotateClientSecret: {
    permission: 'oauth-app:manage',
    prepare: onApp(async (ctx, id) =>
      registerSecret('client-secret', (await rotateClientSecret(ctx, { id })).clientSecret),
    ),
  },
  revokeOauthApp: {
    permission: 'oauth-app:manage',
    prepare: onApp((ctx, id) => revokeOauthApp(ctx, { id })),
  },
  authorizeApp: {
    permission: 'api-key:own',
    prepare: async ({ owner, ctx }) => {
      const { app } = await makeOauthApp(owner)
      return () => agree(ctx, authorizationQuery(app.clientId, newPkce().challenge))
    },
  },
}
