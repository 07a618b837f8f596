import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { OauthClient } from './client.ts'
import { codeHash } from './code-secret.ts'
import { type CodeRow, findCodeByHash, revokeFamily } from './repo-tokens.ts'

/**
 * The authorization that a code stands for. A code that was used before ends all tokens that it led to (RFC 6749,
 * section 4.1.2). Throws `wrong_state` when it is no good, whatever the reason.
 */
export async function findCode(
  client: OauthClient,
  { code, redirectUri, now }: { readonly code: string; readonly redirectUri: string; readonly now: Date },
): Promise<CodeRow> {
  const row = await guarded(() => findCodeByHash(codeHash(code)))
  if (!row || row.appId !== client.appId) throw refused('The code is not known.')
  if (row.usedAt) {
    await revokeFamily(row.teamId, row.id, now)
    throw refused('The code was used before.')
  }
  if (row.expiresAt <= now) throw refused('The code has expired.')
  if (row.redirectUri !== redirectUri)
    throw refused('The redirect_uri is not the one that the code was asked for with.')
  return row
}

function refused(message: string): DomainError {
  return new DomainError('wrong_state', message)
}
