import { pool } from '#lib/db/client.ts'
import { readCredential } from '#lib/domain/api-keys/credential-form.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { makeClient, type Side, startSide } from '../http/side.ts'
import { load, median } from '../kit/measure.ts'
import type { Row } from '../kit/table.ts'

const CONNECTIONS = 16
const TEAMS = 16
const OPERATIONS = 3_000
const ROUNDS = 5

interface Target {
  readonly teamId: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * POST of a message over HTTP, with the delivery that it leads to, against node:http and pg that look up the credential
 * and the event type and insert the same rows in a transaction, over a pool of the same size.
 */
export async function benchPublish(): Promise<Row[]> {
  const plain = await startSide('plain-publish-server.ts')
  const ours = await startSide('our-server.ts')
  try {
    const targets = await Promise.all(Array.from({ length: TEAMS }, makeTarget))
    const run = (side: Side, path: string, count: number) => {
      const client = makeClient(side, CONNECTIONS)
      return load(count, CONNECTIONS, (i) => {
        const target = targets[i % targets.length]
        const body = JSON.stringify({
          type: 'invoice.created',
          payload: { n: i, total: '1249.00', currency: 'EUR' },
        })
        return client.send('POST', path, target?.headers ?? {}, body)
      }).finally(() => client.close())
    }
    const runPlain = (count: number) => run(plain, '/', count)
    const runOurs = (count: number) => run(ours, '/api/patchbay/v1/messages', count)
    await runPlain(500)
    await runOurs(500)
    const rounds: { plain: number; ours: number }[] = []
    const counts = { plain: 0, ours: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const before = await countRows(targets)
      const plainRun = await runPlain(OPERATIONS)
      const between = await countRows(targets)
      rounds.push({ plain: plainRun.perSecond, ours: (await runOurs(OPERATIONS)).perSecond })
      counts.plain += between - before
      counts.ours += (await countRows(targets)) - between
    }
    if (counts.plain !== counts.ours || counts.ours !== 2 * OPERATIONS * ROUNDS)
      throw new Error(`The sides wrote different numbers of rows: ${counts.ours} and ${counts.plain}.`)
    return [
      {
        what: `publish over HTTP, ${CONNECTIONS} connections`,
        baseline: `node:http and pg: ${median(rounds.map((r) => r.plain)).toFixed(0)}/s`,
        measured: `${median(rounds.map((r) => r.ours)).toFixed(0)}/s, ${counts.ours} rows on each side`,
        ratio: median(rounds.map((r) => r.ours / r.plain)),
        target: { least: 0.5 },
      },
    ]
  } finally {
    await ours.stop()
    await plain.stop()
    await pool().query('DELETE FROM deliveries')
  }
}

async function makeTarget(): Promise<Target> {
  const ctx = await (await makeTeam()).as('admin')
  await makeEndpoint(ctx)
  const { secret } = await makeApiKey(ctx, 'project_key', { scopes: ['message:publish'] })
  const headers = { authorization: `Bearer ${secret}`, 'x-lookup': readCredential(secret).lookup }
  return { teamId: ctx.teamId, headers }
}

/** Messages and deliveries of these teams. */
async function countRows(targets: readonly Target[]): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT ((SELECT count(*) FROM messages WHERE team_id = ANY($1::uuid[]))
       + (SELECT count(*) FROM deliveries WHERE team_id = ANY($1::uuid[])))::int AS count`,
    [targets.map(({ teamId }) => teamId)],
  )
  return rows[0]?.count ?? 0
}
