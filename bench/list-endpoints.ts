import { pool } from '#lib/db/client.ts'
import { type EndpointPage, type ListEndpoints, listEndpoints } from '#lib/domain/endpoints/list.ts'
import { makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { load, type Measured, median } from './kit/measure.ts'
import type { Row } from './kit/table.ts'

const SMALL = 1_000
const LARGE = 100_000
const CALLS = 300
const ROUNDS = 7
const CONNECTIONS = 2
/** endpoints with the rare name and event, in a table of any size */
const RARE = 10

const oldest = { by: 'created', order: 'asc' } as const
const everyFilter: ListEndpoints = { dialects: ['standard', 'storno'], active: true, event: 'invoice.paid' }

/** The list's ways of being read: first page, search, each sort, each filter. */
const queries: readonly (readonly [string, ListEndpoints])[] = [
  ['first page', {}],
  ['search for one name', { search: 'crm cbf2f786' }],
  ['search for part of one URL', { search: 'host-428.ex' }],
  ['search for ten names', { search: 'payroll' }],
  ['search for many names', { search: 'warehouse' }],
  ['search for most names', { search: 'billing' }],
  ['search of two characters', { search: 'bi' }],
  ['search without a match', { search: 'nothing has this name' }],
  ['sort by name', { sort: { by: 'name', order: 'asc' } }],
  ['sort by name, descending', { sort: { by: 'name', order: 'desc' } }],
  ['sort by last change', { sort: { by: 'updated', order: 'desc' } }],
  ['sort by oldest change', { sort: { by: 'updated', order: 'asc' } }],
  ['sort by oldest', { sort: oldest }],
  ['one dialect', { dialects: ['storno'] }],
  ['two dialects', { dialects: ['vendaze', 'selfcommunity'] }],
  ['paused', { active: false }],
  ['active', { active: true }],
  ['failing', { failing: true }],
  ['failing, by name', { failing: true, sort: { by: 'name', order: 'asc' } }],
  ['failing, by last change', { failing: true, sort: { by: 'updated', order: 'desc' } }],
  ['a common event', { event: 'invoice.created' }],
  ['a rare event', { event: 'deal.won' }],
  ['all filters at once, many rows', { ...everyFilter, search: 'billing' }],
  ['all filters at once, few rows', { ...everyFilter, event: 'deal.won', search: 'payroll' }],
]

/** The list at 100,000 endpoints against 1,000: what it costs must not grow with the table. */
export async function benchListEndpoints(): Promise<Row[]> {
  const small = await teamOf(SMALL)
  const large = await teamOf(LARGE)
  await pool().query('VACUUM ANALYZE endpoints, endpoint_events, endpoint_failures')
  const rows: Row[] = []
  for (const [what, query] of queries) rows.push(await compare(what, [small, query], [large, query]))
  const deepSmall = { cursor: await deepCursor(small, 0.5) }
  const deepLarge = { cursor: await deepCursor(large, 0.5) }
  rows.push(await compare('a page in the middle', [small, deepSmall], [large, deepLarge]))
  return rows
}

type Side = readonly [TestContext, ListEndpoints]

async function compare(what: string, small: Side, large: Side): Promise<Row> {
  await assertSameWork(what, small, large)
  const call = ([ctx, query]: Side) => load(CALLS, CONNECTIONS, () => listEndpoints(ctx, query))
  await call(small)
  await call(large)
  const rounds: { small: Measured; large: Measured }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // each goes first in every other round
    const first = await call(round % 2 ? large : small)
    const second = await call(round % 2 ? small : large)
    rounds.push(round % 2 ? { small: second, large: first } : { small: first, large: second })
  }
  const p95 = (side: 'small' | 'large') => median(rounds.map((round) => round[side].p95))
  return {
    what: `endpoints list, ${what}`,
    baseline: `1,000 rows: p95 ${p95('small').toFixed(2)} ms`,
    measured: `100,000 rows: p95 ${p95('large').toFixed(2)} ms`,
    ratio: p95('large') / p95('small'),
    target: { most: 1.5 },
  }
}

/** Pages of different length would compare the rows' number, not the table's size. */
async function assertSameWork(what: string, small: Side, large: Side): Promise<void> {
  const [a, b] = await Promise.all([listEndpoints(...small), listEndpoints(...large)])
  if (a.items.length === b.items.length && (a.next === null) === (b.next === null)) return
  throw new Error(
    `${what}: ${a.items.length} rows of 1,000 and ${b.items.length} of 100,000 are not comparable.`,
  )
}

/** The cursor of the page that begins at a share of the list, made as a reader's would be. */
async function deepCursor(ctx: TestContext, share: number): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM endpoints WHERE team_id = $1 ORDER BY id DESC
     OFFSET (SELECT (count(*) * $2::float)::int FROM endpoints WHERE team_id = $1) LIMIT 1`,
    [ctx.teamId, share],
  )
  const page: EndpointPage = await listEndpoints(ctx, { limit: 1 })
  const { decodeCursor, encodeCursor } = await import('#lib/domain/shared/pagination.ts')
  const cursor = decodeCursor(page.next ?? '', () => true)
  return encodeCursor({ ...cursor, keys: [cursor.keys[0] ?? '', rows[0]?.id ?? ''] })
}

/**
 * A team with that many endpoints: five dialects, one in ten paused, one in eleven failing, half of the names alike, and ten endpoints with a
 * name and an event of their own. What an endpoint has is drawn by its number, so that the shares are those of any size.
 */
async function teamOf(count: number): Promise<TestContext> {
  const ctx = await (await makeTeam()).as('viewer')
  await pool().query(
    `INSERT INTO endpoints (id, team_id, dialect, public_id, name, url, active, version, created_at, updated_at)
     SELECT uuidv7(make_interval(secs => n - $2)), $1,
       CASE WHEN rare THEN 'standard' ELSE
         (ARRAY['standard', 'storno', 'vendaze', 'selfcommunity', 'standard'])[get_byte(drawn, 4) % 5 + 1] END, 'bench_' || n,
       CASE WHEN rare THEN 'Payroll' ELSE (ARRAY['Billing EU', 'Billing US', 'Billing UK', 'Billing AT', 'CRM',
         'Warehouse', 'Community', 'Ledger'])[get_byte(drawn, 5) % 8 + 1] END || ' ' || left(encode(drawn, 'hex'), 8),
       'https://host-' || n || '.example/hooks', rare OR get_byte(drawn, 6) % 10 <> 0, 1,
       now() - make_interval(secs => $2 - n), now() - make_interval(secs => (n * 7919) % $2)
     FROM (SELECT n, sha256(n::text::bytea) AS drawn, n % ($2 / $3) = 1 AS rare FROM generate_series(1, $2::int) AS n) AS drawn`,
    [ctx.teamId, count, RARE],
  )
  await pool().query(
    `INSERT INTO endpoint_events (endpoint_id, team_id, type, position, added_at)
     SELECT e.id, e.team_id, v.type, v.position, now() FROM endpoints e,
       LATERAL (VALUES ('invoice.created', 0), ('invoice.paid', 1), ('deal.won', 2)) AS v(type, position)
     WHERE e.team_id = $1 AND (v.position = 0 OR (v.position = 1 AND right(e.public_id, 1) < '7')
       OR (v.position = 2 AND e.name LIKE 'Payroll%'))`,
    [ctx.teamId],
  )
  await pool().query(
    `INSERT INTO endpoint_failures (endpoint_id, team_id, url, first_failed_at, last_failed_at, failures)
     SELECT id, team_id, url, now(), now(), 5 FROM endpoints WHERE team_id = $1 AND active AND right(public_id, 1) = '3'`,
    [ctx.teamId],
  )
  return ctx
}
