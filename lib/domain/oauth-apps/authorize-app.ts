import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { inTransaction } from '../shared/transaction.ts'
import { readAuthorizationRequest, redirectTo } from './authorization-request.ts'
import { newCode } from './code-secret.ts'
import { insertCode } from './repo-tokens.ts'

/** A code is good once, and for so long. */
export const CODE_LIFETIME_MS = 60_000

export interface AuthorizeApp {
  /** the query that the app sent the user with */
  readonly query: string
  readonly issuer: string
}

/**
 * The user of the context lets an app act in their name, in the app's team, with the scopes that it asked for and never
 * more than the user's role. Answers the address, with a code, to go back to. Throws `forbidden`, `not_found` for an app
 * of another team, `wrong_state` for a request that is not good any more.
 */
export async function authorizeApp(ctx: Context, { query, issuer }: AuthorizeApp): Promise<string> {
  authorize(ctx, 'api-key:own')
  const request = await readAuthorizationRequest(query, issuer)
  if (request.kind !== 'ask') throw new DomainError('wrong_state', 'The app has changed. Begin again there.')
  const { app, team, redirectUri, scopes, state, codeChallenge } = request.wish
  const { actor } = ctx
  if (team.id !== ctx.teamId) throw notFound('App')
  if (actor.kind !== 'user' || actor.id === null)
    throw new DomainError('forbidden', 'Only a user can let an app act in their name.')
  const userId = actor.id
  const now = ctx.clock.now()
  const { code, hash } = newCode()
  const change = await inTransaction(async (tx) => {
    await insertCode(tx, {
      id: uuidv7(now.getTime()),
      hash,
      appId: app.id,
      teamId: ctx.teamId,
      userId,
      redirectUri,
      scopes,
      codeChallenge,
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
    })
    return recordChange(ctx, tx, {
      entity: { kind: 'oauth_app', id: app.id, name: app.name },
      action: 'oauth_app.authorized',
      fields: [{ field: 'scopes', before: null, after: scopes }],
      version: null,
    })
  })
  announce(ctx, change)
  return redirectTo(redirectUri, { code, state, iss: issuer })
}

/** The address to go back to with a no; null when there is none that can be trusted. */
export async function denyApp({ query, issuer }: AuthorizeApp): Promise<string | null> {
  const request = await readAuthorizationRequest(query, issuer)
  if (request.kind === 'refused') return null
  if (request.kind === 'redirect') return request.to
  const { redirectUri, state } = request.wish
  const error_description = 'The user did not agree.'
  return redirectTo(redirectUri, { error: 'access_denied', error_description, state, iss: issuer })
}
