import { isCredential } from '#lib/crypto/credential.ts'
import { isCredentialError } from '../api-keys/credential-error.ts'
import { readCredential } from '../api-keys/credential-form.ts'
import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { OauthClient } from './client.ts'
import { findTokenByRefreshLookup, revokeFamily, type TokenRow } from './repo-tokens.ts'

/** The row of a refresh token, whatever its state; null for an unknown one. */
export async function recogniseRefreshToken(token: string): Promise<TokenRow | null> {
  const lookup = lookupOf(token)
  const row = lookup === null ? null : await guarded(() => findTokenByRefreshLookup(lookup))
  return row?.refreshHash && isCredential(token, row.refreshHash) ? row : null
}

/** Whether a refresh token can still be exchanged. */
export function isRefreshable(row: TokenRow, now: Date): boolean {
  return !row.revokedAt && !row.refreshedAt && row.refreshExpiresAt !== null && row.refreshExpiresAt > now
}

/**
 * What a refresh token stands for. One that was exchanged before is in two hands, so all tokens of its consent end
 * (OAuth 2.1, section 4.3.1). Throws `wrong_state` when it is no good, whatever the reason.
 */
export async function findRefreshToken(client: OauthClient, token: string, now: Date): Promise<TokenRow> {
  const row = await recogniseRefreshToken(token)
  if (!row || row.appId !== client.appId) throw refused('The refresh token is not known.')
  if (row.refreshedAt) {
    await revokeFamily(row.teamId, row.familyId, now)
    throw refused('The refresh token was used before.')
  }
  if (row.revokedAt) throw refused('The refresh token was revoked.')
  if (!isRefreshable(row, now)) throw refused('The refresh token has expired.')
  return row
}

function lookupOf(token: string): string | null {
  try {
    const { kind, lookup } = readCredential(token)
    return kind === 'refresh' ? lookup : null
  } catch (error) {
    if (isCredentialError(error)) return null
    throw error
  }
}

function refused(message: string): DomainError {
  return new DomainError('wrong_state', message)
}
