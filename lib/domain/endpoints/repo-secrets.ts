import { client } from '../shared/transaction.ts'
import type { SecretRow } from './secrets.ts'

/** The sealed current key of each endpoint that has one. */
export function findCurrentSecrets(teamId: string, endpointIds: readonly string[]): Promise<SecretRow[]> {
  return client().endpointSecret.findMany({
    where: { teamId, endpointId: { in: [...endpointIds] }, revokedAt: null, expiresAt: null },
  })
}
