import { bearerOf } from '#lib/dialects/kit/http/bearer.ts'
import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import type { Caller, Door } from '#lib/domain/api-keys/caller.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'

const withScheme: Door = { accepts: ['personal_token', 'oauth'] }
const raw: Door = { accepts: ['storno_key'] }

/** Contract §1: tokens come as `Bearer`, keys (`af_…`) as they are. Throws `CredentialError`. */
export function authenticateRequest(header: Call['header'], now: Date): Promise<Caller> {
  const authorization = header('authorization')?.trim()
  return authorization?.startsWith('af_')
    ? authenticate(authorization, raw, now)
    : authenticate(bearerOf(authorization), withScheme, now)
}

export const COMPANY_HEADER = 'X-Company'

/**
 * Contract §1: the company is the team of the credential, and has to be named. Throws `forbidden`; its issue says whether
 * the header is missing or names another company.
 */
export function requireCompany(caller: Caller, header: Call['header']): void {
  const company = header(COMPANY_HEADER)?.trim() ?? ''
  if (company.toLowerCase() === caller.teamId) return
  const code = company === '' ? 'required' : 'not_a_choice'
  const message = company === '' ? 'The company is missing.' : 'This is not the company of the credential.'
  throw new DomainError('forbidden', message, { issues: [{ path: [COMPANY_HEADER], code, message }] })
}
