import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'
import { type CreateApiKey, type CreatedApiKey, createApiKey } from '#lib/domain/api-keys/create-api-key.ts'
import {
  type CreatedOauthApp,
  type CreateOauthApp,
  createOauthApp,
} from '#lib/domain/oauth-apps/create-app.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { registerSecret } from './secrets.ts'

/** A key or token by whoever acts in `ctx`; registered, so that no log or answer may hold it. */
export async function makeApiKey(
  ctx: Context,
  kind: ApiKeyKind,
  input: Partial<CreateApiKey> = {},
): Promise<CreatedApiKey> {
  const scopes = kind === 'project_key' || kind === 'storno_key' ? ['endpoint:read'] : []
  const made = await createApiKey(ctx, {
    kind,
    name: 'Nightly sync',
    scopes,
    expiresInSeconds: null,
    ...input,
  })
  registerSecret('api-key', made.secret)
  return made
}

/** Where the apps of tests get their codes. */
export const REDIRECT_URI = 'https://app.example/callback?from=patchbay'

/** An app with a secret, by whoever acts in `ctx`; its secret is registered. */
export async function makeOauthApp(
  ctx: Context,
  input: Partial<CreateOauthApp> = {},
): Promise<CreatedOauthApp> {
  const made = await createOauthApp(ctx, {
    name: 'CRM bridge',
    redirectUris: [REDIRECT_URI],
    scopes: ['webhooks:manage', 'read', 'write', 'endpoint:read'],
    confidential: true,
    ...input,
  })
  if (made.clientSecret) registerSecret('client-secret', made.clientSecret)
  return made
}
