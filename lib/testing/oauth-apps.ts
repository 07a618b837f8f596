import { createHash } from 'node:crypto'
import { authorizeApp } from '#lib/domain/oauth-apps/authorize-app.ts'
import { authenticateClient, type OauthClient } from '#lib/domain/oauth-apps/client.ts'
import { type CreatedOauthApp, createOauthApp } from '#lib/domain/oauth-apps/create-app.ts'
import { findCode } from '#lib/domain/oauth-apps/find-code.ts'
import { issueTokens } from '#lib/domain/oauth-apps/issue-token.ts'
import { type Clock, systemClock } from '#lib/domain/shared/clock.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { registerSecret } from './secrets.ts'

const ISSUER = 'https://patchbay.test'
const REDIRECT_URI = 'https://app.example/callback'
const CHALLENGE = createHash('sha256').update('verifier').digest('base64url')

/** An app of the team, and what it may ask for. */
export interface TestApp extends CreatedOauthApp {
  readonly client: OauthClient
}

/** A confidential app of the context's team. */
export async function makeApp(
  ctx: Context,
  scopes: readonly string[] = ['webhooks:manage'],
): Promise<TestApp> {
  const made = await createOauthApp(ctx, {
    name: 'Sync',
    redirectUris: [REDIRECT_URI],
    scopes,
    confidential: true,
  })
  if (made.clientSecret) registerSecret('client-secret', made.clientSecret)
  const client = await authenticateClient(made.app.clientId, made.clientSecret)
  if (!client) throw new Error('A new app proves itself.')
  return { ...made, client }
}

/** An access token that the app asked for in its own name. */
export async function appToken(
  { client }: TestApp,
  { scopes, clock = systemClock }: { readonly scopes?: readonly string[]; readonly clock?: Clock } = {},
): Promise<string> {
  const issued = await issueTokens(
    { clock, issuer: ISSUER },
    client,
    { kind: 'client' },
    scopes ?? client.scopes,
  )
  return registerSecret('oauth-token', issued.accessToken)
}

/** An access token that a user of the app's team let it have. */
export async function userToken({ client }: TestApp, user: Context): Promise<string> {
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    scope: client.scopes.join(' '),
  })
  const to = new URL(await authorizeApp(user, { query: query.toString(), issuer: ISSUER }))
  const code = registerSecret('oauth-code', to.searchParams.get('code') ?? '')
  const found = await findCode(client, { code, redirectUri: REDIRECT_URI, now: new Date() })
  const grant = { kind: 'code', codeId: found.id, userId: found.userId } as const
  const issued = await issueTokens({ clock: systemClock, issuer: ISSUER }, client, grant, found.scopes)
  if (issued.refreshToken) registerSecret('oauth-token', issued.refreshToken)
  return registerSecret('oauth-token', issued.accessToken)
}
