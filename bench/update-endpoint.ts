import pg from 'pg'
import { POOL_SIZE } from '#lib/db/client.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { load, type Measured, median } from './kit/measure.ts'
import type { Row } from './kit/table.ts'

const CONNECTIONS = 16
const ENDPOINTS = 400
const OPERATIONS = 4_000
const ROUNDS = 5

/**
 * `updateEndpoint` of one field, with its audit row, against a hand-written transaction that locks, updates and
 * inserts the same audit row over a pool of the same size. Both sides take turns; the rows that each wrote are counted.
 */
export async function benchUpdateEndpoint(databaseUrl: string): Promise<Row[]> {
  const ctx = await (await makeTeam()).as('developer')
  const ids: string[] = []
  for (let i = 0; i < ENDPOINTS; i++) ids.push((await makeEndpoint(ctx)).endpoint.id)
  const idOf = (index: number) => ids[index % ids.length] ?? ''
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE })

  const ours = (round: number) =>
    load(OPERATIONS, CONNECTIONS, (i) =>
      updateEndpoint(ctx, { id: idOf(i), patch: { description: `ours ${round} ${i}` } }),
    )
  const baseline = (round: number) =>
    load(OPERATIONS, CONNECTIONS, (i) =>
      handWritten(pool, ctx.teamId, ctx.actor, idOf(i), `plain ${round} ${i}`),
    )
  const written = async (prefix: string) => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM changes WHERE team_id = $1 AND fields->0->>'after' LIKE $2`,
      [ctx.teamId, `${prefix}%`],
    )
    return rows[0]?.count ?? 0
  }

  await load(1_000, CONNECTIONS, (i) =>
    updateEndpoint(ctx, { id: idOf(i), patch: { description: `warm ${i}` } }),
  )
  await load(1_000, CONNECTIONS, (i) => handWritten(pool, ctx.teamId, ctx.actor, idOf(i), `warm up ${i}`))
  const rounds: { ours: Measured; plain: Measured }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await baseline(round)
    rounds.push({ plain, ours: await ours(round) })
  }
  const [rowsOurs, rowsPlain] = [await written('ours'), await written('plain')]
  await pool.end()
  if (rowsOurs !== rowsPlain || rowsOurs !== OPERATIONS * ROUNDS)
    throw new Error(`The sides wrote different numbers of audit rows: ${rowsOurs} and ${rowsPlain}.`)

  return [
    {
      what: 'updateEndpoint, one field with audit, 16 connections',
      baseline: `hand-written pg transaction: ${median(rounds.map((r) => r.plain.perSecond)).toFixed(0)}/s`,
      measured: `${median(rounds.map((r) => r.ours.perSecond)).toFixed(0)}/s, ${rowsOurs} rows on each side`,
      ratio: median(rounds.map((r) => r.ours.perSecond / r.plain.perSecond)),
      target: { least: 0.5 },
    },
  ]
}

async function handWritten(
  pool: pg.Pool,
  teamId: string,
  actor: { id: string | null; label: string },
  id: string,
  description: string,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query({
      name: 'lock',
      text: 'SELECT name, description, version FROM endpoints WHERE team_id = $1 AND id = $2 FOR UPDATE',
      values: [teamId, id],
    })
    const [row] = rows
    const now = new Date()
    await client.query({
      name: 'update',
      text: 'UPDATE endpoints SET description = $2, version = version + 1, updated_at = $3 WHERE id = $1',
      values: [id, description, now],
    })
    await client.query({
      name: 'audit',
      text: `INSERT INTO changes (id, team_id, actor_kind, actor_id, actor_label, entity_kind, entity_id, entity_name,
          action, fields, version, created_at)
        VALUES ($1, $2, 'user', $3, $4, 'endpoint', $5, $6, 'endpoint.updated', $7, $8, $9)`,
      values: [
        uuidv7(),
        teamId,
        actor.id,
        actor.label,
        id,
        row.name,
        JSON.stringify([{ field: 'description', before: row.description, after: description }]),
        row.version + 1,
        now,
      ],
    })
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
