import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client.ts'
import { type FakeClock, fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { deleteEndpoint } from '../endpoints/delete.ts'
import type { EndpointWithSecrets } from '../endpoints/fields.ts'
import { getEndpoint } from '../endpoints/get.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { createEventType } from '../event-types/create.ts'
import { publishMessage } from '../messages/publish.ts'
import { listFailingEndpoints } from './list.ts'
import type { Mail } from './tell.ts'
import { noteOutcomes, pauseGone } from './watch.ts'

useDatabase()

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let team: TestTeam
let clock: FakeClock
let owner: TestContext
let mails: Mail[]

beforeEach(async () => {
  team = await makeTeam()
  clock = fakeClock()
  owner = await team.as('owner', { clock })
  mails = []
})

const services = () => ({
  clock,
  profile: owner.profile,
  notify: owner.notify,
  mail: { origin: 'https://hooks.test', send: (mail: Mail) => void mails.push(mail) },
})

/** `count` attempts that fail now. */
const fail = (endpoint: EndpointWithSecrets, count = 5) =>
  noteOutcomes(services(), [
    {
      ...{ endpointId: endpoint.id, teamId: team.id, hasArrived: false },
      failed: {
        ...{ endpointId: endpoint.id, teamId: team.id, url: endpoint.url, failures: count },
        ...{ firstFailedAt: clock.now(), lastFailedAt: clock.now(), lastCode: 503, lastError: null },
      },
    },
  ])
const arrive = ({ id }: EndpointWithSecrets) =>
  noteOutcomes(services(), [{ endpointId: id, teamId: team.id, hasArrived: true, failed: null }])

/** Fails at once and then once every 12 hours of so many days. */
async function failFor(endpoint: EndpointWithSecrets, days: number) {
  await fail(endpoint)
  for (let half = 0; half < days * 2; half++) {
    clock.advance(DAY_MS / 2)
    await fail(endpoint, 1)
  }
}

const isActive = async ({ id }: EndpointWithSecrets) => (await getEndpoint(owner, id)).active
const subjects = () => mails.map(({ subject }) => subject)

describe('an endpoint that does nothing but fail', () => {
  it('is warned about after half of the time, and paused after all of it', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 2)
    expect(mails).toEqual([])
    expect(await listFailingEndpoints(owner)).toEqual([])

    await failFor(endpoint, 0.5)
    expect(subjects()).toEqual([`${endpoint.name} is failing`])
    expect(await isActive(endpoint)).toBe(true)
    expect(await listFailingEndpoints(owner)).toMatchObject([
      { endpointId: endpoint.id, lastCode: 503, pausedAt: null, pausesAt: '2026-02-15T10:00:00.000Z' },
    ])
    expect(owner.told).toContainEqual(
      expect.objectContaining({ action: 'endpoint.failing', entityId: endpoint.id }),
    )

    await failFor(endpoint, 2)
    expect(await isActive(endpoint)).toBe(true)
    await failFor(endpoint, 0.5)
    expect(await isActive(endpoint)).toBe(false)
    expect(subjects()).toEqual([`${endpoint.name} is failing`, `${endpoint.name} was paused`])
    expect(await listFailingEndpoints(owner)).toMatchObject([
      { endpointId: endpoint.id, pausedAt: '2026-02-15T10:00:00.000Z', gone: false, pausesAt: null },
    ])
  })

  it('is paused by a change of the system that anybody can read', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 5)
    const { items } = await listChanges(owner, { entity: { kind: 'endpoint', id: endpoint.id }, limit: 1 })
    expect(items).toMatchObject([
      {
        actorKind: 'system',
        actorLabel: 'Patchbay: every delivery failed',
        fields: [{ field: 'active', before: true, after: false }],
      },
    ])
  })

  it('is left alone from the first delivery that arrives', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 4.5)
    await arrive(endpoint)
    expect(await listFailingEndpoints(owner)).toEqual([])
    await failFor(endpoint, 2)
    expect(await isActive(endpoint)).toBe(true)
  })

  it('is given time anew at another address', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 4.5)
    const moved = await updateEndpoint(owner, {
      id: endpoint.id,
      patch: { url: 'https://moved.example/hooks' },
    })
    expect(await listFailingEndpoints(owner)).toEqual([])
    await fail(endpoint, 1)
    await failFor(moved.endpoint, 2)
    expect(await isActive(endpoint)).toBe(true)
    expect(await listFailingEndpoints(owner)).toEqual([])
  })

  it('is given time anew when somebody resumes it', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 5)
    await updateEndpoint(owner, { id: endpoint.id, patch: { active: true } })
    expect(await listFailingEndpoints(owner)).toEqual([])
    await failFor(endpoint, 2)
    expect(await isActive(endpoint)).toBe(true)
  })

  it('is never paused where the team wants that', async () => {
    await db().team.update({ where: { id: team.id }, data: { pauseAfterDays: null } })
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 30)
    expect(await isActive(endpoint)).toBe(true)
    expect(mails).toEqual([])
  })

  it('follows the team’s own time', async () => {
    await db().team.update({ where: { id: team.id }, data: { pauseAfterDays: 1 } })
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 1)
    expect(await isActive(endpoint)).toBe(false)
  })

  it('is told of once, however many processes see it', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 2)
    clock.advance(DAY_MS / 2)
    await Promise.all([fail(endpoint, 1), fail(endpoint, 1), fail(endpoint, 1)])
    expect(subjects()).toEqual([`${endpoint.name} is failing`])
    clock.advance(2.5 * DAY_MS)
    await Promise.all([fail(endpoint, 1), fail(endpoint, 1), fail(endpoint, 1)])
    expect(subjects()).toHaveLength(2)
  })

  it('that was paused or deleted meanwhile is no fault', async () => {
    const [{ endpoint: paused }, { endpoint: deleted }] = [
      await makeEndpoint(owner),
      await makeEndpoint(owner),
    ]
    await updateEndpoint(owner, { id: paused.id, patch: { active: false } })
    await deleteEndpoint(owner, { id: deleted.id })
    await fail(paused)
    await fail(deleted)
    expect(await db().endpointFailure.count({ where: { teamId: team.id } })).toBe(0)
  })
})

describe('a receiver that is gone', () => {
  const gone = ({ id, url }: EndpointWithSecrets) =>
    pauseGone(services(), { teamId: team.id, endpointId: id, url, at: clock.now() })

  it('pauses its endpoint at once, and says so', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await gone(endpoint)
    expect(await isActive(endpoint)).toBe(false)
    expect(await listFailingEndpoints(owner)).toMatchObject([{ endpointId: endpoint.id, gone: true }])
    expect(mails).toMatchObject([
      { subject: `${endpoint.name} was paused`, text: expect.stringContaining('410 Gone') },
    ])
  })

  it('says nothing twice, and nothing of an address that was left', async () => {
    const { endpoint } = await makeEndpoint(owner)
    await gone({ ...endpoint, url: 'https://former.example/' })
    expect(await isActive(endpoint)).toBe(true)
    await gone(endpoint)
    await gone(endpoint)
    expect(mails).toHaveLength(1)
  })
})

describe('mails', () => {
  it('go to owners and admins, with the way to the endpoint and without its address', async () => {
    for (const role of ['admin', 'developer', 'support', 'viewer'] as const) await team.as(role)
    const { endpoint } = await makeEndpoint(owner, 'standard', { url: 'https://receiver.example/t/abcdef' })
    await failFor(endpoint, 2.5)
    const [mail] = mails
    expect(mail?.to.map((address) => address.split('-')[0]).toSorted()).toEqual(['admin', 'owner'])
    expect(mail?.text).toContain(`https://hooks.test/${team.slug}/endpoints/${endpoint.id}`)
    expect(mail?.text).toContain('from 2026-02-15 10:00 UTC on')
    expect(mail?.text).not.toContain('abcdef')
  })
})

describe('events about endpoints', () => {
  const typesSentTo = async ({ id }: EndpointWithSecrets) =>
    (await db().delivery.findMany({ where: { endpointId: id }, orderBy: { id: 'asc' } })).map(
      ({ eventType }) => eventType,
    )

  it('go to endpoints that name them, and not to those with all of the team’s events', async () => {
    const { endpoint } = await makeEndpoint(owner)
    const { endpoint: watcher } = await makeEndpoint(owner, 'standard', {
      events: ['patchbay.endpoint.failing', 'patchbay.endpoint.disabled'],
    })
    const { endpoint: customer } = await makeEndpoint(owner, 'standard', { events: ['*'] })
    await failFor(endpoint, 5)
    expect(await typesSentTo(watcher)).toEqual(['patchbay.endpoint.failing', 'patchbay.endpoint.disabled'])
    expect(await typesSentTo(customer)).toEqual([])
    const messages = await db().message.findMany({ where: { teamId: team.id }, orderBy: { id: 'asc' } })
    expect(messages.map(({ payload }) => payload)).toEqual([
      {
        endpointId: endpoint.publicId,
        name: endpoint.name,
        failingSince: '2026-02-10T10:00:00.000Z',
        lastFailedAt: '2026-02-12T22:00:00.000Z',
        failures: 10,
        lastResponseCode: 503,
        disabledFrom: '2026-02-15T10:00:00.000Z',
      },
      expect.objectContaining({ reason: 'failing', failures: 15 }),
    ])
  })

  it('stay with their own team', async () => {
    const others = await (await makeTeam()).as('owner', { clock })
    const { endpoint: foreign } = await makeEndpoint(others, 'standard', {
      events: ['patchbay.endpoint.failing'],
    })
    const { endpoint } = await makeEndpoint(owner)
    await failFor(endpoint, 2.5)
    expect(await typesSentTo(foreign)).toEqual([])
    expect(await listFailingEndpoints(others)).toEqual([])
  })

  it('can be made up by nobody', async () => {
    const forged = publishMessage(owner, { eventType: 'patchbay.endpoint.disabled', payload: {} })
    expect(await failureOf(forged)).toMatchObject({ code: 'invalid' })
    for (const name of ['patchbay.endpoint.disabled', 'Patchbay.news'])
      expect(await failureOf(createEventType(owner, { name }))).toMatchObject({ code: 'invalid' })
  })
})
