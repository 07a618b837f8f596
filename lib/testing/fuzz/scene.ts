import fc from 'fast-check'
import type { Hono } from 'hono'
import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import type { ConformanceDriver } from '#lib/testing/conformance/driver.ts'
import { drivers } from '#lib/testing/conformance/drivers.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { KnownIds } from './known-ids.ts'
import type { Surroundings } from './requests.ts'
import type { Hints } from './schema-values.ts'

/** One door with a team of its own in front of it, and another team that it must not see. */
export interface FuzzScene extends Surroundings {
  readonly dialect: string
  readonly api: DialectApi
  readonly app: Hono
  /** changes that were asked for as documented, and all refused */
  forbiddenInARow: number
}

/** So many that no limit gets in the way; the limits have tests of their own. */
const ENDLESS = { points: 1_000_000_000, windowSeconds: 60 }

/** Throws when the dialect has no conformance driver, which knows its credentials. */
export async function openFuzzScene(dialect: string, api: DialectApi): Promise<FuzzScene> {
  const known = drivers.filter((one) => one.dialect === dialect)
  const [driver] = known
  if (!driver) throw new Error(`There is no conformance driver for ${dialect}.`)
  const app = api.routes(testServices({ limit: () => ENDLESS }))
  const team = await makeTeam()
  const { manager } = await driver.credentials(team)
  const other = await makeTeam()
  const foreign = await driver.credentials(other)
  const made = await send(app, 'POST', driver.create.path, {
    headers: foreign.manager,
    json: driver.create.body,
  })
  const foreignIds = [(await makeEndpoint(await other.as('owner'))).endpoint.id]
  if (made.status < 300) foreignIds.push(driver.idOf(driver.unwrap(made.body)))
  const { perTeam } = (await team.as('owner')).profile(dialect) ?? {}
  const ids = new KnownIds(perTeam === 1 ? 0 : 3)
  await furnish(team, driver, ids)
  return {
    ...{ dialect, api, app, ids, foreignIds, forbiddenInARow: 0 },
    credentials: manager,
    hints: hintsOf(known),
    trailingSlash: api.trailingSlash ?? false,
  }
}

/** Somebody to take out of the team, and an endpoint with deliveries, where a wire can show one that it did not make. */
async function furnish(team: TestTeam, driver: ConformanceDriver, ids: KnownIds): Promise<void> {
  for (const role of ['developer', 'support', 'viewer'] as const) await team.as(role)
  const owner = await team.as('owner')
  const profile = owner.profile(driver.dialect)
  // an app sees what it made alone, and one endpoint for a team leaves no room
  if (profile?.perTeam === 1 || driver.dialect === 'vendaze') return
  const { endpoint } = await makeEndpoint(owner, driver.dialect)
  for (const state of ['succeeded', 'failed', 'pending'] as const) {
    const deliveryId = await insertDelivery(endpoint, { state, attempts: 1, lastCode: 200 })
    await insertAttempt(endpoint, { deliveryId })
  }
  ids.pin(driver.create.path.replace(/\/$/, ''), driver.item(endpoint.publicId))
}

let given = 0
/** A value that a provider gave, never the same twice: what is a secret for one toolkit is shown for another. */
const providerValue = fc
  .constant(null)
  .map(() => ({ webhook_signing_secret: `given-by-the-provider-${String(given++).padStart(8, '0')}` }))

/** What the door's own tests send. */
function hintsOf(known: readonly ConformanceDriver[]): Hints {
  const each = (values: readonly unknown[]) => values.map((value) => fc.constant(value))
  const hints = new Map<string, fc.Arbitrary<unknown>[]>([
    ['dialect', each([known[0]?.dialect])],
    ['email', [fc.nat().map((n) => `ana-${n}@example.test`)]],
    ['scopes', each([['endpoint:read']])],
    ['kind', each(['project_key', 'user_key', 'personal_token'])],
    ['expires_in_seconds', each([3600, null])],
    ['overlap_seconds', each([0, 3600])],
    ['schema', each([{ type: 'object', properties: { id: { type: 'string' } } }])],
    ['role', each(['developer', 'viewer'])],
    ['type', each(['invoice.created', 'invoice.paid'])],
    ['field', each(['name', 'description', 'url'])],
    ['payload', each([{ id: 'in_1' }])],
    ['filter', each([{ active: true }, { states: ['succeeded'] }])],
    ['held', each(['send', 'drop'])],
    ['events', each([{ add: ['invoice.paid'], remove: [] }])],
    ['toolkit_slug', each(['slack', 'notion', 'stripe'])],
    ['data', [providerValue]],
  ])
  const add = (name: string, value: unknown) =>
    hints.set(name, [...(hints.get(name) ?? []), fc.constant(value)])
  for (const { create, fields } of known) {
    for (const [name, value] of Object.entries(create.body)) add(name, value)
    for (const { wire, values } of fields) for (const value of values) add(wire, value)
  }
  return hints
}
