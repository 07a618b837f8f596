import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import type { Caller } from '#lib/domain/api-keys/caller.ts'

/**
 * The project's key in `x-api-key`, or a user's in `x-user-api-key` (B7); where both are sent, the project's counts.
 * Throws `CredentialError`, also for a key in the other one's header.
 */
export function authenticateKey(header: Call['header'], now: Date): Promise<Caller> {
  const projectKey = header('x-api-key')
  if (projectKey) return authenticate(projectKey, { accepts: ['project_key'] }, now)
  return authenticate(header('x-user-api-key') ?? null, { accepts: ['user_key'] }, now)
}
