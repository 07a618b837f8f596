import { beforeAll, describe, expect, test } from 'vitest'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { updateDeliverySettings } from '#lib/domain/teams/delivery-settings.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
beforeAll(async () => {
  scene = await standardScene()
})
type Items = Record<string, unknown>[]
const items = async (path: string) => json(await scene.send('GET', path)).items as Items

test('If-Match of the team is strict: a change of another setting is one too', async () => {
  const own = await standardScene()
  const owner = await own.team.as('owner')
  await updateDeliverySettings(owner, { patch: { retentionDays: 30 }, version: null })
  const late = await own.send('PATCH', '/team', { json: { name: 'Late' }, headers: { 'if-match': '"1"' } })
  expect(late.status).toBe(412)
  expect(
    (await own.send('PATCH', '/team', { json: { name: 'Now' }, headers: { 'if-match': '"2"' } })).status,
  ).toBe(200)
})

test('the team: read, renamed under If-Match, refused when somebody was before', async () => {
  const own = await standardScene()
  const read = await own.send('GET', '/team')
  expect(json(read)).toEqual({ id: own.team.id, slug: own.team.slug, name: expect.any(String), version: 1 })
  expect(read.headers.get('etag')).toBe('"1"')
  const rename = (name: unknown, headers: Record<string, string> = {}) =>
    own.send('PATCH', '/team', { json: { name }, headers })
  expect(json(await rename('First', { 'if-match': '"1"' }))).toMatchObject({ name: 'First', version: 2 })
  const late = await rename('Second', { 'if-match': '"1"' })
  expect([late.status, json(late).conflicts]).toEqual([
    412,
    [expect.objectContaining({ field: 'name', current: 'First', version: 2 })],
  ])
  expect((await rename('Second', { 'if-match': '"7", "1"' })).status).toBe(412)
  expect((await rename('Second', { 'if-match': '"7"' })).status).toBe(412)
  expect((await rename(7)).status).toBe(422)
  expect((await own.send('PATCH', '/team', { json: { slug: 'x' } })).status).toBe(422)
  const known = await own.send('GET', '/team', { headers: { 'if-none-match': '"2"' } })
  expect(known.status).toBe(304)
})

test('event types: added, changed, cleared, taken out and put back', async () => {
  const made = await scene.send('POST', '/event-types', {
    json: { name: 'order.shipped', description: 'Left the house', schema: { type: 'object' } },
  })
  expect([made.status, made.headers.get('location')]).toEqual([
    201,
    '/api/patchbay/v1/event-types/order.shipped',
  ])
  expect((await scene.send('POST', '/event-types', { json: { name: 'order.shipped' } })).status).toBe(409)
  const path = '/event-types/order.shipped'
  const changed = await scene.send('PATCH', path, { json: { description: null } })
  expect(json(changed)).toMatchObject({ description: '', schema: { type: 'object' } })
  expect((await scene.send('PATCH', path, { json: { name: 'x' } })).status).toBe(422)
  expect(json(await scene.send('POST', `${path}/archive`))).toMatchObject({ archived: true })
  expect(json(await scene.send('POST', `${path}/restore`))).toMatchObject({ archived: false })
  expect(json(await scene.send('GET', path))).toMatchObject({ name: 'order.shipped', subscribers: 0 })
  expect((await scene.send('GET', '/event-types/no.such')).status).toBe(404)
  expect((await items('/event-types')).map(({ name }) => name)).toContain('order.shipped')
  const nul = await scene.send('PATCH', path, { raw: '{"description":"a\\u0000b"}' })
  expect(nul.status).toBe(422)
  for (const [method, path] of [
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/archive'],
    ['POST', '/restore'],
  ] as const) {
    const request = method === 'PATCH' ? { json: {} } : {}
    expect((await scene.send(method, `/event-types/%00${path}`, request)).status).toBe(404)
  }
})

test('event types have an ETag: what was known is spared, what is stale is refused', async () => {
  const own = await standardScene()
  await own.send('POST', '/event-types', { json: { name: 'order.packed', description: 'In a box' } })
  const path = '/event-types/order.packed'
  const patch = (json: object, tag: string, query = '') =>
    own.send('PATCH', path + query, { json, headers: { 'if-match': tag } })
  const read = await own.send('GET', path)
  expect(read.headers.get('etag')).toBe('"1"')
  expect((await own.send('GET', path, { headers: { 'if-none-match': '"1"' } })).status).toBe(304)
  const first = await patch({ description: 'In a crate' }, '"1"')
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"'])
  const late = await patch({ schema: 'no schema at all' }, '"1"')
  expect([late.status, json(late).conflicts]).toEqual([
    412,
    [expect.objectContaining({ field: 'description', current: 'In a crate', version: 2 })],
  ])
  const dry = await patch({ description: null }, '"2"', '?dry_run=true')
  expect(json(dry)).toMatchObject({
    dry_run: true,
    changed: true,
    changes: [{ field: 'description', before: 'In a crate', after: '' }],
    event_type: { name: 'order.packed', description: '' },
  })
  expect((await own.send('GET', path)).headers.get('etag')).toBe('"2"')
})

test('dry runs of the team and of a member change nothing', async () => {
  const own = await standardScene()
  const team = await own.send('PATCH', '/team?dry_run=true', { json: { name: 'Would be' } })
  expect(json(team)).toMatchObject({ dry_run: true, changed: true, team: { name: 'Would be', version: 2 } })
  expect(json(await own.send('GET', '/team'))).toMatchObject({ version: 1 })
  const viewer = await own.team.as('viewer')
  const member = await own.send('PATCH', `/members/${viewer.actor.id}?dry_run=true`, {
    json: { role: 'viewer' },
  })
  expect(json(member)).toMatchObject({
    dry_run: true,
    changed: false,
    changes: [],
    member: { role: 'viewer' },
  })
  expect((await own.send('PATCH', '/team?dry_run=perhaps', { json: { name: 'x' } })).status).toBe(400)
})

test('members: listed, given another role, taken out; nobody above oneself', async () => {
  const own = await standardScene()
  const [viewer, support] = [await own.team.as('viewer'), await own.team.as('support')]
  expect((json(await own.send('GET', '/members')).items as Items).map(({ user_id }) => user_id)).toContain(
    viewer.actor.id,
  )
  const path = `/members/${viewer.actor.id}`
  const promoted = await own.send('PATCH', path, { json: { role: 'developer' } })
  expect(json(promoted)).toMatchObject({ user_id: viewer.actor.id, role: 'developer' })
  expect((await own.send('PATCH', path, { json: { role: 'king' } })).status).toBe(422)
  const admin = own.sendWith(await own.key('admin'))
  const owner = `/members/${own.owner.actor.id}`
  expect((await admin('PATCH', owner, { json: { role: 'viewer' } })).status).toBe(403)
  expect((await own.send('DELETE', owner)).status).toBe(409)
  expect((await own.send('DELETE', `/members/${support.actor.id}`)).status).toBe(204)
  expect((await own.send('DELETE', `/members/${support.actor.id}`)).status).toBe(404)
  expect((await own.send('DELETE', '/members/nonsense')).status).toBe(404)
})

test('a JSON Patch changes all that a merge patch does', async () => {
  const own = await standardScene()
  const viewer = await own.team.as('viewer')
  await own.send('POST', '/event-types', { json: { name: 'order.packed', description: 'In a box' } })
  const patch = (path: string, ...json: readonly unknown[]) =>
    own.send('PATCH', path, { json, headers: { 'content-type': 'application/json-patch+json' } })
  const renamed = await patch(
    '/team',
    { op: 'test', path: '/slug', value: own.team.slug },
    { op: 'replace', path: '/name', value: 'By pointer' },
  )
  expect(json(renamed)).toMatchObject({ name: 'By pointer', version: 2 })
  const cleared = await patch('/event-types/order.packed', { op: 'remove', path: '/description' })
  expect(json(cleared)).toMatchObject({ description: '' })
  const schema = await patch('/event-types/order.packed', {
    op: 'add',
    path: '/schema',
    value: { type: 'object' },
  })
  expect(json(schema)).toMatchObject({ schema: { type: 'object' } })
  const member = `/members/${viewer.actor.id}`
  const promoted = await patch(member, { op: 'replace', path: '/role', value: 'support' })
  expect(json(promoted)).toMatchObject({ role: 'support' })
  expect(json(await patch(member))).toMatchObject({ role: 'support' })

  for (const [path, ...refused] of [
    ['/team', { op: 'test', path: '/name', value: 'Another' }, 409, '/0'],
    ['/team', { op: 'replace', path: '/slug', value: 'x' }, 422, '/slug'],
    ['/team', { op: 'add', path: '/colour', value: 'x' }, 422, '/colour'],
    ['/event-types/order.packed', { op: 'replace', path: '/name', value: 'x' }, 422, '/name'],
    [member, { op: 'replace', path: '/role', value: 'king' }, 422, '/role'],
    [member, { op: 'remove', path: '/nothing' }, 422, '/0/path'],
  ] as const) {
    const [step, status, at] = refused
    const answer = await patch(path, step)
    expect([answer.status, (json(answer).errors as Items)[0]?.path]).toEqual([status, at])
  }
  const missing = { op: 'nonsense' }
  expect((await patch(`/members/${crypto.randomUUID()}`, missing)).status).toBe(404)
  expect((await patch('/event-types/no.such', missing)).status).toBe(404)
})

test('invitations: the link is shown once, and ends', async () => {
  const email = `${crypto.randomUUID()}@example.test`
  const made = json(await scene.send('POST', '/invitations', { json: { email, role: 'viewer' } }))
  const url = String(made.url)
  registerSecret('invitation-token', url.split('/').at(-1) ?? '')
  expect(url).toMatch(/^https:\/\/patchbay\.test\/invite\/\S{43}$/)
  expect(await items('/invitations')).toMatchObject([{ id: made.id, email, state: 'open' }])
  expect((await scene.send('POST', '/invitations', { json: { email: 'x', role: 'viewer' } })).status).toBe(
    422,
  )
  expect((await scene.send('DELETE', `/invitations/${made.id}`)).status).toBe(204)
  expect((await scene.send('DELETE', `/invitations/${made.id}`)).status).toBe(404)
})

test('keys: made with no more than their maker has, listed by their beginning, ended at once', async () => {
  const ask = { kind: 'project_key', name: 'Deploy', scopes: ['endpoint:read'], expires_in_seconds: 3600 }
  const made = json(await scene.send('POST', '/keys', { json: ask }))
  const secret = registerSecret('api-key', String(made.secret))
  expect(made).toMatchObject({ kind: 'project_key', scopes: ['endpoint:read'], user_id: null })
  const send = scene.sendWith(secret)
  expect((await send('GET', '/endpoints')).status).toBe(200)
  expect((await items('/keys')).find(({ id }) => id === made.id)).toMatchObject({ name: 'Deploy' })
  expect((await scene.send('DELETE', `/keys/${made.id}`)).status).toBe(204)
  expect((await send('GET', '/endpoints')).status).toBe(401)
  const admin = scene.sendWith(await scene.key('admin'))
  const more = await admin('POST', '/keys', { json: { ...ask, scopes: ['team:delete'] } })
  expect(more.status).toBe(403)
  const bad = await scene.send('POST', '/keys', {
    json: { ...ask, scopes: ['nonsense'], expires_in_seconds: 'x' },
  })
  expect([bad.status, (json(bad).errors as Items).map(({ path }) => path)]).toEqual([
    422,
    ['/scopes/0', '/expires_in_seconds'],
  ])
})

describe('changes', () => {
  test('are found by who, what and which field, and walked by cursor', async () => {
    const { endpoint } = await makeEndpoint(scene.owner)
    const developer = await scene.team.as('developer')
    await updateEndpoint(developer, { id: endpoint.id, patch: { tlsVerification: false } })
    await updateEndpoint(scene.owner, { id: endpoint.id, patch: { name: 'Renamed' } })
    const about = `entity_kind=endpoint&entity_id=${endpoint.id}`
    const found = await items(`/changes?${about}&field=tls_verification&actor_id=${developer.actor.id}`)
    expect(found).toMatchObject([
      {
        action: 'endpoint.updated',
        actor: { kind: 'user', id: developer.actor.id },
        entity: { kind: 'endpoint', id: endpoint.id },
        fields: [{ field: 'tls_verification', before: true, after: false }],
        version: 2,
      },
    ])
    const first = json(await scene.send('GET', `/changes?${about}&limit=2`))
    const rest = await items(`/changes?${about}&limit=2&cursor=${first.next_cursor}`)
    expect([...(first.items as Items), ...rest].map(({ version }) => version)).toEqual([3, 2, 1])
    expect((await scene.send('GET', '/changes?entity_id=x')).status).toBe(400)
    expect(await items('/changes?field=no_such_field')).toEqual([])
    const [one] = found
    expect(json(await scene.send('GET', `/changes/${one?.id}`))).toEqual(one)
    expect((await scene.send('GET', `/changes/${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('are taken back, whole or one field, unless somebody changed it again', async () => {
    const { endpoint } = await makeEndpoint(scene.owner)
    const { change } = await updateEndpoint(scene.owner, {
      id: endpoint.id,
      patch: { tlsVerification: false, name: 'Other' },
    })
    const path = `/changes/${change?.id}/revert`
    const part = json(await scene.send('POST', path, { json: { field: 'tls_verification' } }))
    expect(part).toMatchObject({
      endpoint: { tls_verification: true, name: 'Other' },
      change: { reverts_id: change?.id },
    })
    await updateEndpoint(scene.owner, { id: endpoint.id, patch: { name: 'Third' } })
    const late = await scene.send('POST', path, { json: { field: 'name' } })
    expect([late.status, json(late).conflicts]).toEqual([
      409,
      [expect.objectContaining({ field: 'name', current: 'Third' })],
    ])
    expect((await scene.send('POST', path, { json: { field: 7 } })).status).toBe(422)
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect((await viewer('POST', path)).status).toBe(403)
  })
})
