import { query } from '../shared/transaction.ts'
import type { SecretRow } from './secrets.ts'

/** The sealed current key of each endpoint that has one. */
export function findCurrentSecrets(teamId: string, endpointIds: readonly string[]): Promise<SecretRow[]> {
  return query<SecretRow>(
    `SELECT id, endpoint_id AS "endpointId", team_id AS "teamId", sealed, key_id AS "keyId", mask,
        created_by AS "createdBy", created_at AS "createdAt"
      FROM endpoint_secrets
      WHERE team_id = $1::uuid AND endpoint_id = ANY($2::uuid[]) AND revoked_at IS NULL AND expires_at IS NULL`,
    [teamId, [...endpointIds]],
  )
}
