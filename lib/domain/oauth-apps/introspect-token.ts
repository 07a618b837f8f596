import { recogniseToken } from '../api-keys/authenticate.ts'
import { isCredentialError } from '../api-keys/credential-error.ts'
import type { OauthClient, OauthServerContext } from './client.ts'
import { isRefreshable, recogniseRefreshToken } from './refresh-token.ts'
import { isJwt } from './token-lifetimes.ts'

/** The answer of RFC 7662, section 2.2. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true
      readonly scope: string
      readonly client_id: string
      readonly token_type: 'Bearer' | 'refresh_token'
      readonly exp: number
      readonly iat: number
      readonly sub: string
      readonly iss: string
      readonly jti?: string
      readonly username?: string
      readonly workspace_id: string
    }

const INACTIVE = { active: false } as const

/** What a token is worth now, for an app of the same team. Of all others' tokens it learns that they are not active. */
export async function introspectToken(
  ctx: OauthServerContext,
  client: OauthClient,
  token: string,
): Promise<Introspection> {
  const now = ctx.clock.now()
  const refresh = await recogniseRefreshToken(token)
  if (refresh) {
    // whose refresh token it is, is nobody's business but the app's own
    if (refresh.appId !== client.appId || !isRefreshable(refresh, now)) return INACTIVE
    return {
      active: true,
      scope: refresh.scopes.join(' '),
      client_id: client.clientId,
      token_type: 'refresh_token',
      exp: seconds(refresh.refreshExpiresAt ?? now),
      iat: seconds(refresh.createdAt),
      sub: refresh.userId ?? client.clientId,
      iss: ctx.issuer,
      workspace_id: refresh.teamId,
    }
  }
  try {
    const row = await recogniseToken(token, now)
    if (row.teamId !== client.teamId) return INACTIVE
    return {
      active: true,
      scope: row.scopes.join(' '),
      client_id: row.clientId,
      token_type: 'Bearer',
      exp: seconds(row.expiresAt ?? now),
      iat: seconds(row.createdAt),
      sub: row.userId ?? row.clientId,
      iss: ctx.issuer,
      ...(isJwt(row.scopes) && { jti: row.id }),
      ...(row.userName !== null && { username: row.userName }),
      workspace_id: row.teamId,
    }
  } catch (error) {
    if (isCredentialError(error)) return INACTIVE
    throw error
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
