import { describe, expect, test } from 'vitest'
import { db, POOL_SIZE } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { listChanges } from '../audit/list.ts'
import { REDACTED } from '../audit/redact.ts'
import { archiveEventType } from '../event-types/update.ts'
import { createEndpoint } from './create.ts'
import { deleteEndpoint } from './delete.ts'
import { getEndpoint } from './get.ts'
import { revertChange } from './revert.ts'
import { updateEndpoint } from './update.ts'
import { viewOf } from './view.ts'

useDatabase()

describe('createEndpoint', () => {
  test('fills in the dialect’s defaults and records who made what', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint, change } = await makeEndpoint(ctx, 'composio')
    expect(endpoint).toMatchObject({ payloadVersion: 'V3', active: true, version: 1 })
    expect(endpoint.publicId).toMatch(/^ws_[A-Za-z0-9_-]{12}$/)
    expect(await getEndpoint(ctx, endpoint.id)).toEqual(endpoint)
    expect(change).toMatchObject({ action: 'endpoint.created', version: 1, actorLabel: ctx.actor.label })
    expect(change.fields.map((step) => step.field)).toEqual(['name', 'url', 'events'])
  })

  test('ids have each dialect’s form, and SelfCommunity’s are different integers', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const id = async (dialect: string) => (await makeEndpoint(ctx, dialect)).endpoint.publicId
    expect(await id('standard')).toMatch(/^ep_/)
    expect(await id('vendaze')).toMatch(/^wh_[0-9a-f]{32}$/)
    expect(await id('storno')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    const numbers = await Promise.all(Array.from({ length: 5 }, () => id('selfcommunity')))
    expect(new Set(numbers).size).toBe(5)
    for (const number of numbers) expect(number).toMatch(/^\d+$/)
  })

  test('two at once where one is allowed: one wins', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const results = await Promise.allSettled([makeEndpoint(ctx, 'composio'), makeEndpoint(ctx, 'composio')])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'already_exists' })
  })

  test('an invalid field is named and nothing is stored', async () => {
    const team = await makeTeam()
    const ctx = await team.as('developer')
    const fields = { name: 'x', url: 'http://plain.example', events: ['invoice.created'] }
    await expect(createEndpoint(ctx, { dialect: 'standard', fields })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: ['url'], code: 'not_https' }],
    })
    await expect(createEndpoint(ctx, { dialect: 'nobody', fields })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await db().endpoint.count({ where: { teamId: team.id } })).toBe(0)
    expect(await db().change.count({ where: { teamId: team.id } })).toBe(0)
  })
})

test('deleting takes events and keys along, and the log keeps what it was', async () => {
  const ctx = await (await makeTeam()).as('admin')
  const { endpoint } = await makeEndpoint(ctx)
  await deleteEndpoint(ctx, { id: endpoint.id })
  await expect(getEndpoint(ctx, endpoint.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteEndpoint(ctx, { id: endpoint.id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await db().endpointSecret.count({ where: { endpointId: endpoint.id } })).toBe(0)
  expect(await db().endpointEvent.count({ where: { endpointId: endpoint.id } })).toBe(0)
  const { items } = await listChanges(ctx, { entity: { kind: 'endpoint', id: endpoint.id } })
  expect(items[0]).toMatchObject({ action: 'endpoint.deleted', entityName: 'Billing sync' })
  expect(items[0]?.fields).toContainEqual({
    field: 'url',
    before: 'https://billing.example/hooks',
    after: '',
  })
})

test('more stale deletions at once than there are connections are all refused, and none waits for another', async () => {
  const ctx = await (await makeTeam()).as('admin')
  const made = await Promise.all(Array.from({ length: POOL_SIZE + 8 }, () => makeEndpoint(ctx)))
  const ids = made.map(({ endpoint }) => endpoint.id)
  await Promise.all(ids.map((id) => updateEndpoint(ctx, { id, patch: { name: 'Later' } })))
  const results = await Promise.allSettled(ids.map((id) => deleteEndpoint(ctx, { id, ifVersions: [1] })))
  const codes = results.map((result) => result.status === 'rejected' && result.reason.code)
  expect(codes).toEqual(ids.map(() => 'conflict'))
})

test('what changes in the moment of its deletion is deleted as it then is', async () => {
  const ctx = await (await makeTeam()).as('admin')
  const { endpoint } = await makeEndpoint(ctx)
  const rename = (name: string) => updateEndpoint(ctx, { id: endpoint.id, patch: { name } })
  const names = Array.from({ length: 12 }, (_, index) => `Name ${index}`)
  const [deleted, ...renamed] = await Promise.allSettled([
    deleteEndpoint(ctx, { id: endpoint.id }),
    ...names.map(rename),
  ])
  expect(deleted.status).toBe('fulfilled')
  const refusals = renamed.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set([...refusals, 'not_found'])).toEqual(new Set(['not_found']))
  const done = renamed.length - refusals.length
  const { items } = await listChanges(ctx, { entity: { kind: 'endpoint', id: endpoint.id } })
  expect(items[0]).toMatchObject({ action: 'endpoint.deleted', version: done + 2 })
})

describe('revertChange', () => {
  test('takes one field of a change back, by a change of its own', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    const { change } = await updateEndpoint(ctx, {
      id: endpoint.id,
      patch: { name: 'Other', events: ['deal.won'], metadata: { plan: 'pro' } },
    })
    if (!change) throw new Error('three fields changed')
    const { endpoint: after, change: revert } = await revertChange(ctx, {
      changeId: change.id,
      field: 'events',
    })
    expect(after).toMatchObject({ name: 'Other', version: 3 })
    expect(after.events.map((event) => event.type)).toEqual(['invoice.created'])
    expect(revert).toMatchObject({ revertsId: change.id, fields: [{ field: 'events' }] })
  })

  test('takes a whole change back, map keys too', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx, 'standard', { metadata: { plan: 'free' } })
    const { change } = await updateEndpoint(ctx, {
      id: endpoint.id,
      patch: { active: false, metadata: { plan: 'pro', tier: '1' } },
    })
    const { endpoint: after } = await revertChange(ctx, { changeId: change?.id ?? '' })
    expect(after).toMatchObject({ active: true, metadata: { plan: 'free' } })
  })

  test('refuses when the field was changed again since', async () => {
    const team = await makeTeam()
    const ctx = await team.as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    const { change } = await updateEndpoint(ctx, { id: endpoint.id, patch: { name: 'A' } })
    await updateEndpoint(await team.as('admin'), { id: endpoint.id, patch: { name: 'B' } })
    await expect(revertChange(ctx, { changeId: change?.id ?? '' })).rejects.toMatchObject({
      code: 'conflict',
      conflicts: [{ field: 'name', current: 'B' }],
    })
  })

  test('an event that has left the catalogue meanwhile cannot come back', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    const { change } = await updateEndpoint(ctx, { id: endpoint.id, patch: { events: ['deal.won'] } })
    await archiveEventType(ctx, { name: 'invoice.created', archived: true })
    await expect(revertChange(ctx, { changeId: change?.id ?? '' })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ code: 'unknown_event' }],
    })
  })

  test('another team’s change, and one that is not of fields, are refused', async () => {
    const ctx = await (await makeTeam()).as('owner')
    const foreign = await makeEndpoint(await (await makeTeam()).as('owner'))
    await expect(revertChange(ctx, { changeId: foreign.change.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    const own = await makeEndpoint(ctx)
    await expect(revertChange(ctx, { changeId: own.change.id })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})

test('credentials in headers are written, and never shown or logged', async () => {
  const ctx = await (await makeTeam()).as('owner')
  const value = 'very-secret-header-value'
  const { endpoint } = await makeEndpoint(ctx, 'standard', {
    headers: { Authorization: `Bearer ${value}`, 'X-Team': 'a' },
  })
  await updateEndpoint(ctx, { id: endpoint.id, patch: { headers: { Authorization: `Basic ${value}` } } })
  const stored = await getEndpoint(ctx, endpoint.id)
  expect(stored.headers.Authorization).toBe(`Basic ${value}`)
  expect(viewOf(stored).headers).toEqual({ Authorization: REDACTED, 'X-Team': 'a' })
  const { items } = await listChanges(ctx, {})
  expect(JSON.stringify(items)).not.toContain(value)
  expect(JSON.stringify(ctx.told)).not.toContain(value)
  await expect(revertChange(ctx, { changeId: items[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'wrong_state',
  })
})

test('a stored event that has left the catalogue may stay, and may not come back', async () => {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint } = await makeEndpoint(ctx)
  await archiveEventType(ctx, { name: 'invoice.created', archived: true })
  await updateEndpoint(ctx, { id: endpoint.id, patch: { events: ['invoice.created', 'deal.won'] } })
  await updateEndpoint(ctx, { id: endpoint.id, patch: { events: ['deal.won'] } })
  await expect(
    updateEndpoint(ctx, { id: endpoint.id, patch: { events: ['invoice.created', 'deal.won'] } }),
  ).rejects.toMatchObject({ code: 'invalid', issues: [{ path: ['events', 0], code: 'unknown_event' }] })
})
