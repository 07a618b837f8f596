import { bearerOf } from '#lib/dialects/kit/http/bearer.ts'
import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import type { Caller } from '#lib/domain/api-keys/caller.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'

/** Contract §1: for all five operations, reads included. */
export const SCOPE = 'webhooks:manage'

/** Contract §1: an access token of our OAuth server; workspace and app come from it. Throws `CredentialError`. */
export function authenticateToken(header: Call['header'], now: Date): Promise<Caller> {
  return authenticate(bearerOf(header('authorization')), { accepts: ['oauth'] }, now)
}

/** The scope comes before the existence of anything (V12). Throws `forbidden`. */
export function requireScope({ scopes }: Caller): void {
  if (!scopes.includes(SCOPE)) throw new DomainError('forbidden', `The token lacks the scope ${SCOPE}.`)
}
