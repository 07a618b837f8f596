import { recogniseToken } from '../api-keys/authenticate.ts'
import { isCredentialError } from '../api-keys/credential-error.ts'
import { guarded } from '../shared/transaction.ts'
import type { OauthClient } from './client.ts'
import { recogniseRefreshToken } from './refresh-token.ts'
import { revokeFamily, revokeToken } from './repo-tokens.ts'

/**
 * Ends a token of the client's own: a refresh token with all tokens of its consent, an access token with its refresh
 * token. What is no token of the client's is passed over in silence (RFC 7009, section 2.2).
 */
export async function revokeOwnToken(client: OauthClient, token: string, now: Date): Promise<void> {
  const refresh = await recogniseRefreshToken(token)
  if (refresh) {
    if (refresh.appId !== client.appId) return
    await revokeFamily(client.teamId, refresh.familyId, now)
    return
  }
  try {
    const access = await recogniseToken(token, now)
    if (access.appId === client.appId) await guarded(() => revokeToken(client.teamId, access.id, now))
  } catch (error) {
    if (!isCredentialError(error)) throw error
  }
}
