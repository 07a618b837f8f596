import { bearerOf } from '#lib/dialects/kit/http/bearer.ts'
import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import type { Caller, Door } from '#lib/domain/api-keys/caller.ts'

/** Contract §1: a personal token (a JWT), or an access token of the OAuth server. */
const door: Door = { accepts: ['personal_token', 'oauth'] }

/** Throws `CredentialError`. */
export function authenticateRequest(header: Call['header'], now: Date): Promise<Caller> {
  return authenticate(bearerOf(header('authorization')), door, now)
}
