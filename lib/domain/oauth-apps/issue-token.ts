import { credentialHash } from '#lib/crypto/credential.ts'
import { signRs256 } from '#lib/crypto/jwt.ts'
import { KEY_PREFIXES, newCredential } from '../api-keys/credential-form.ts'
import { DomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { inTransaction } from '../shared/transaction.ts'
import type { OauthClient, OauthServerContext } from './client.ts'
import { insertToken, lockFamily, markCodeUsed, markRefreshed } from './repo-tokens.ts'
import { currentSigningKey } from './signing-key.ts'
import { sweepEnded } from './sweep-tokens.ts'
import { accessLifetimeSeconds, isJwt, REFRESH_LIFETIME_SECONDS } from './token-lifetimes.ts'

/** What tokens are given for. Code and refresh token are good once; the spending is part of the issue. */
export type Grant =
  | { readonly kind: 'code'; readonly codeId: string; readonly userId: string }
  | {
      readonly kind: 'refresh'
      readonly tokenId: string
      readonly familyId: string
      readonly userId: string
      /** of the consent, which the next refresh token stands for, too (RFC 6749, section 6) */
      readonly grantedScopes: readonly string[]
    }
  | { readonly kind: 'client' }

export interface IssuedTokens {
  readonly accessToken: string
  readonly expiresInSeconds: number
  /** null for an app that acts for itself: it can ask again */
  readonly refreshToken: string | null
}

/**
 * Makes an access token, and for a user's consent a refresh token, in one transaction with the spending of what it is
 * given for. Throws `wrong_state` when somebody else spent that at the same moment, or ended it.
 */
export async function issueTokens(
  ctx: OauthServerContext,
  client: OauthClient,
  grant: Grant,
  scopes: readonly string[],
): Promise<IssuedTokens> {
  const now = ctx.clock.now()
  const id = uuidv7(now.getTime())
  const userId = grant.kind === 'client' ? null : grant.userId
  const familyId = familyOf(grant, id)
  const expiresInSeconds = accessLifetimeSeconds(scopes)
  const access = isJwt(scopes)
    ? await accessJwt(ctx, client, { id, userId, scopes, now, expiresInSeconds })
    : newCredential(KEY_PREFIXES.access_token)
  const refresh = grant.kind === 'client' ? null : newCredential(KEY_PREFIXES.refresh_token)
  await inTransaction(async (tx) => {
    // who ends the family sees the new token, or was first: then what it is given for has ended
    if (grant.kind !== 'client') await lockFamily(tx, familyId)
    if (grant.kind === 'code' && !(await markCodeUsed(tx, client.teamId, grant.codeId, now))) throw spent()
    if (grant.kind === 'refresh' && !(await markRefreshed(tx, client.teamId, grant.tokenId, now)))
      throw spent()
    await insertToken(tx, {
      id,
      appId: client.appId,
      teamId: client.teamId,
      userId,
      lookup: access.lookup,
      hash: credentialHash(access.credential),
      refreshLookup: refresh?.lookup ?? null,
      refreshHash: refresh && credentialHash(refresh.credential),
      familyId,
      codeId: grant.kind === 'code' ? grant.codeId : null,
      scopes,
      grantedScopes: grant.kind === 'refresh' ? grant.grantedScopes : scopes,
      createdAt: now,
      expiresAt: after(now, expiresInSeconds),
      refreshExpiresAt: refresh && after(now, REFRESH_LIFETIME_SECONDS),
    })
  })
  sweepEnded(now)
  return {
    accessToken: access.credential,
    expiresInSeconds,
    refreshToken: refresh?.credential ?? null,
  }
}

/** All that one consent led to has the code's id. */
function familyOf(grant: Grant, id: string): string {
  if (grant.kind === 'code') return grant.codeId
  return grant.kind === 'refresh' ? grant.familyId : id
}

interface JwtFacts {
  readonly id: string
  readonly userId: string | null
  readonly scopes: readonly string[]
  readonly now: Date
  readonly expiresInSeconds: number
}

/** The claims that Vendaze's clients know (contract section 1). */
async function accessJwt(ctx: OauthServerContext, client: OauthClient, facts: JwtFacts) {
  const { id, userId, scopes, now, expiresInSeconds } = facts
  const key = await currentSigningKey(now)
  const iat = Math.floor(now.getTime() / 1000)
  const claims = {
    iss: ctx.issuer,
    sub: userId ?? client.clientId,
    workspace_id: client.teamId,
    client_id: client.clientId,
    vendaze_scopes: scopes,
    scope: scopes.join(' '),
    jti: id,
    iat,
    exp: iat + expiresInSeconds,
  }
  return { credential: signRs256(claims, key.privateKey, key.id), lookup: id }
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000)
}

function spent(): DomainError {
  return new DomainError('wrong_state', 'It was used a moment ago.')
}
