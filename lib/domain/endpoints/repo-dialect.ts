import { query } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import { type Row, SELECT, toEndpoint } from './repo.ts'

export interface DialectFilter {
  readonly teamId: string
  readonly dialect: string
  readonly oauthAppId?: string | undefined
  /** lower case */
  readonly url?: string | undefined
}

export interface DialectSort {
  readonly by: 'created' | 'updated' | 'active' | 'name'
  readonly order: 'asc' | 'desc'
}

const COLUMNS: Readonly<Record<DialectSort['by'], string>> = {
  created: 'e.id',
  updated: 'e.updated_at',
  active: 'e.active',
  name: 'lower(e.name) COLLATE "C"',
}

/** One page by number; ties stand in the order of their creation. */
export async function listOfDialect(
  filter: DialectFilter,
  { by, order }: DialectSort,
  page: { readonly offset: number; readonly limit: number | null },
  now: Date,
): Promise<EndpointWithSecrets[]> {
  // the first two parameters are those of SELECT
  const values: unknown[] = [filter.teamId, now]
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`
  const direction = order === 'desc' ? 'DESC' : 'ASC'
  const ties = by === 'created' ? '' : `, e.id ${direction}`
  const rows = await query<Row>(
    `${SELECT}${conditions(filter, param)} ORDER BY ${COLUMNS[by]} ${direction}${ties}
      LIMIT ${param(page.limit, '::int')} OFFSET ${param(page.offset, '::bigint')}`,
    values,
  )
  return rows.map(toEndpoint)
}

export async function countOfDialect(filter: DialectFilter): Promise<number> {
  const values: unknown[] = [filter.teamId]
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM endpoints e WHERE e.team_id = $1::uuid${conditions(filter, param)}`,
    values,
  )
  return row?.count ?? 0
}

function conditions(filter: DialectFilter, param: (value: unknown, cast?: string) => string): string {
  const parts = [` AND e.dialect = ${param(filter.dialect)}`]
  if (filter.oauthAppId !== undefined) parts.push(`e.oauth_app_id = ${param(filter.oauthAppId, '::uuid')}`)
  if (filter.url !== undefined) {
    const literal = filter.url.replaceAll(/[\\%_]/g, (c) => `\\${c}`)
    parts.push(`lower(e.url) LIKE ${param(`%${literal}%`)}`)
  }
  return parts.join(' AND ')
}
