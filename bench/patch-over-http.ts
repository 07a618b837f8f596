import { pool } from '#lib/db/client.ts'
import { readCredential } from '#lib/domain/api-keys/credential-form.ts'
import type { ConformanceDriver } from '#lib/testing/conformance/driver.ts'
import { drivers } from '#lib/testing/conformance/drivers.ts'
import { openScene } from '#lib/testing/conformance/scene.ts'
import { buildNextRoute, makeClient, type Side, startSide } from './http/side.ts'
import { load, median } from './kit/measure.ts'
import type { Row } from './kit/table.ts'

const CONNECTIONS = 16
const TEAMS = 32
const OPERATIONS = 1_500
/** Many short ones, that take turns: the machine's own moods last longer than a round. */
const ROUNDS = 11

/** What one request needs on either side. */
interface Target {
  readonly teamId: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly plainPath: string
  readonly plainHeaders: Readonly<Record<string, string>>
}

/**
 * A PATCH of the URL and a GET over HTTP, at each dialect's door: authentication, rate limit, permission, validation, audit.
 * Against node:http and pg that look up the credential, lock, update and write the same audit row over a pool of the same
 * size. Beside it the same router as a Next route handler, which is why it does not stand there.
 */
export async function benchPatchOverHttp(): Promise<Row[]> {
  const plain = await startSide('plain-server.ts')
  const ours = await startSide('our-server.ts')
  const rows: Row[] = []
  try {
    for (const driver of drivers) {
      const targets = await makeTargets(driver)
      rows.push(await compare(driver, 'PATCH', targets, plain, ours))
      rows.push(await compare(driver, 'GET', targets, plain, ours))
    }
    rows.push(await besideNext(plain))
    return rows
  } finally {
    await ours.stop()
    await plain.stop()
  }
}

async function makeTargets(driver: ConformanceDriver): Promise<Target[]> {
  const targets: Target[] = []
  for (let i = 0; i < TEAMS; i++) {
    const scene = await openScene(driver)
    const id = await scene.make()
    const headers = scene.credentials.manager
    const credential = credentialIn(headers)
    const { kind, lookup } = readCredential(credential)
    targets.push({
      teamId: scene.team.id,
      path: driver.item(id),
      headers,
      plainPath: `/${driver.dialect}/${await publicIdOf(scene.team.id, await scene.uuidOf(id))}`,
      plainHeaders: {
        'x-credential': credential,
        'x-lookup': lookup,
        'x-kind': kind,
        'x-with': shownBeside(driver),
      },
    })
  }
  return targets
}

async function publicIdOf(teamId: string, id: string): Promise<string> {
  const { rows } = await pool().query<{ public_id: string }>(
    'SELECT public_id FROM endpoints WHERE team_id = $1 AND id = $2',
    [teamId, id],
  )
  return rows[0]?.public_id ?? ''
}

/** What a read of this dialect's wire shows beside the endpoint's own columns, which the baseline has to read too. */
function shownBeside(driver: ConformanceDriver): string {
  if (driver.showsSecretOn.includes('get')) return 'key'
  return driver.dialect === 'storno' ? 'deliveries' : 'nothing'
}

function credentialIn(headers: Readonly<Record<string, string>>): string {
  for (const [name, value] of Object.entries(headers)) {
    if (/^(authorization|x-api-key|x-user-api-key)$/i.test(name)) return value.replace(/^Bearer /, '')
  }
  throw new Error('The driver has no credential.')
}

async function compare(
  driver: ConformanceDriver,
  method: 'PATCH' | 'GET',
  targets: readonly Target[],
  plain: Side,
  ours: Side,
): Promise<Row> {
  const field = driver.fields.find((candidate) => candidate.field === 'url')
  if (!field) throw new Error('Every dialect has a URL.')
  const plainClient = makeClient(plain, CONNECTIONS)
  const ourClient = makeClient(ours, CONNECTIONS)
  const at = (index: number): Target => targets[index % targets.length] as Target
  const runPlain = (prefix: string, count: number) =>
    load(count, CONNECTIONS, (i) => {
      const { plainPath, plainHeaders } = at(i)
      const body = JSON.stringify({ url: `https://plain.example/${prefix}/${i}` })
      return plainClient.send(method, plainPath, plainHeaders, method === 'PATCH' ? body : undefined)
    })
  const runOurs = (prefix: string, count: number) =>
    load(count, CONNECTIONS, (i) => {
      const { path, headers } = at(i)
      const body = JSON.stringify({ [field.wire]: `https://ours.example/${prefix}/${i}` })
      return ourClient.send(method, path, headers, method === 'PATCH' ? body : undefined)
    })
  await runPlain('warm', 500)
  await runOurs('warm', 500)
  const rounds: { plain: number; ours: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const plainRun = await runPlain(`r${round}`, OPERATIONS)
    rounds.push({ plain: plainRun.perSecond, ours: (await runOurs(`r${round}`, OPERATIONS)).perSecond })
  }
  plainClient.close()
  ourClient.close()
  const counted = method === 'PATCH' ? `, ${await equalRows(targets)} audit rows on each side` : ''
  return {
    what: `${method} over HTTP, ${driver.dialect}, ${CONNECTIONS} connections`,
    baseline: `node:http and pg: ${median(rounds.map((r) => r.plain)).toFixed(0)}/s`,
    measured: `${median(rounds.map((r) => r.ours)).toFixed(0)}/s${counted}`,
    ratio: median(rounds.map((r) => r.ours / r.plain)),
    target: { least: 0.5 },
  }
}

/** How many audit rows each side wrote in the measured rounds. Throws when they differ. */
async function equalRows(targets: readonly Target[]): Promise<number> {
  const teamIds = targets.map((target) => target.teamId)
  const count = async (side: string) => {
    const { rows } = await pool().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM changes WHERE team_id = ANY($1::uuid[]) AND fields->0->>'after' LIKE $2`,
      [teamIds, `https://${side}.example/r%`],
    )
    return rows[0]?.count ?? 0
  }
  const [ours, plain] = [await count('ours'), await count('plain')]
  if (ours !== plain || ours !== OPERATIONS * ROUNDS)
    throw new Error(`The sides wrote different numbers of audit rows: ${ours} and ${plain}.`)
  return ours
}

async function besideNext(plain: Side): Promise<Row> {
  const driver = drivers.find((candidate) => candidate.dialect === 'storno')
  if (!driver) throw new Error('The Next route serves the dialect storno.')
  await buildNextRoute()
  const next = await startSide('next-server.ts')
  try {
    const row = await compare(driver, 'PATCH', await makeTargets(driver), plain, next)
    return { ...row, what: `${row.what}, as a Next route handler (for comparison)`, target: { least: 0 } }
  } finally {
    await next.stop()
  }
}
