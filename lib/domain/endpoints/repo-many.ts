import { isUuid } from '../shared/ids.ts'
import { client } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import { type Row, SELECT, toEndpoint } from './repo.ts'

/** Those of the ids that the team has, in no order. */
export async function findEndpoints(
  teamId: string,
  ids: readonly string[],
  now: Date,
): Promise<EndpointWithSecrets[]> {
  const wanted = ids.filter(isUuid)
  if (wanted.length === 0) return []
  const rows = await client().$queryRawUnsafe<Row[]>(
    `${SELECT} AND e.id = ANY($3::uuid[])`,
    teamId,
    now,
    wanted,
  )
  return rows.map(toEndpoint)
}
