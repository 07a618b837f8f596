import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { json, ROOT, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
beforeAll(async () => {
  scene = await standardScene()
})

const make = async (dialect = 'standard', fields: Record<string, unknown> = {}) =>
  (await makeEndpoint(scene.owner, dialect, fields)).endpoint.id
const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  scene.send('PATCH', `/endpoints/${id}`, { json: body, headers })
const jsonPatch = (id: string, body: unknown) =>
  patch(id, body, { 'content-type': 'application/json-patch+json' })
const stored = async (id: string) => getEndpoint(scene.owner, id)

describe('creating', () => {
  test('answers the whole endpoint, its place, its version, and the secret this once', async () => {
    const answer = await scene.send('POST', '/endpoints', {
      json: {
        name: 'Ledger',
        url: 'https://ledger.example/in',
        events: ['invoice.paid', { type: 'deal.won' }],
      },
    })
    expect(answer.status, answer.text).toBe(201)
    const body = json(answer)
    registerSecret('endpoint-secret', String(body.secret))
    expect(Object.keys(body)).toEqual([
      ...['id', 'dialect', 'public_id', 'name', 'description', 'url', 'events', 'active', 'tls_verification'],
      ...[
        'payload_version',
        'signing',
        'headers',
        'metadata',
        'version',
        'created_at',
        'updated_at',
        'secrets',
      ],
      'secret',
    ])
    expect(body).toMatchObject({ dialect: 'standard', active: true, version: 1, description: null })
    expect(answer.headers.get('location')).toBe(`${ROOT}/endpoints/${body.id}`)
    expect(answer.headers.get('etag')).toBe('"1"')
    const read = await scene.send('GET', `/endpoints/${body.id}`)
    expect(json(read).secret).toBeUndefined()
    expect(json(await scene.send('GET', `/endpoints/${body.public_id}`)).id).toBe(body.id)
  })

  test.each([
    ['standard', { name: 'A', url: 'http://a.example', events: ['deal.won'] }, '/url', 'not_https'],
    ['standard', { url: 'https://a.example', events: ['deal.won'] }, '/name', 'required'],
    ['standard', { name: 'A', url: 'https://a.example', events: ['no.such'] }, '/events/0', 'unknown_event'],
    ['standard', { name: 'A', url: 'https://a.example', events: [{}] }, '/events/0', 'wrong_type'],
    [
      'storno',
      { name: 'A', url: 'https://a.example', events: ['*'], headers: {} },
      '/headers',
      'unknown_field',
    ],
    ['standard', { name: 'A', url: 'https://a.example', events: ['*'], id: 'x' }, '/id', 'read_only'],
    [
      'standard',
      { name: 'A', url: 'https://a.example', events: ['*'], 'a/b~c': 1 },
      '/a~1b~0c',
      'unknown_field',
    ],
    ['nonsense', { name: 'A', url: 'https://a.example', events: ['*'] }, '/dialect', 'not_a_choice'],
  ])('in %s: %j is refused at %s: %s', async (dialect, fields, path, code) => {
    const answer = await scene.send('POST', '/endpoints', { json: { dialect, ...fields } })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(json(answer).errors).toContainEqual(expect.objectContaining({ path, code }))
  })
})

describe('a merge patch', () => {
  test('merges maps by key, keeps kept events, and leaves alone what it does not name', async () => {
    const id = await make('standard', { headers: { 'X-A': '1', 'X-B': '2' }, metadata: { k: 'v', l: 'w' } })
    const before = await stored(id)
    const answer = await patch(id, {
      headers: { 'X-A': null, 'X-C': '3' },
      events: ['deal.won', 'invoice.created'],
    })
    expect(answer.status, answer.text).toBe(200)
    const after = await stored(id)
    expect(after.headers).toEqual({ 'X-B': '2', 'X-C': '3' })
    expect(after.metadata).toEqual(before.metadata)
    expect(after.events[1]).toEqual(before.events[0])
    expect(answer.headers.get('etag')).toBe('"2"')
  })

  test('null takes all members of a map away, and is refused where a field cannot be empty', async () => {
    const id = await make('standard', { metadata: { k: 'v', l: 'w' } })
    expect((await patch(id, { metadata: null })).status).toBe(200)
    expect((await stored(id)).metadata).toEqual({})
    const refused = await patch(id, { url: null })
    expect([refused.status, json(refused).errors]).toEqual([
      422,
      [expect.objectContaining({ path: '/url', code: 'null' })],
    ])
  })

  test('a mask that was read and is sent back keeps the credential', async () => {
    const secret = registerSecret('endpoint-secret', `Bearer ${crypto.randomUUID()}`)
    const id = await make('standard', { headers: { Authorization: secret, 'X-A': '1' } })
    const { headers } = json(await scene.send('GET', `/endpoints/${id}`))
    expect(headers).toEqual({ Authorization: '••••••••', 'X-A': '1' })
    expect((await patch(id, { headers })).status).toBe(200)
    expect((await stored(id)).headers).toEqual({ Authorization: secret, 'X-A': '1' })
  })

  test('reaches endpoints of every dialect by its own rules', async () => {
    const composio = await make('composio')
    expect((await patch(composio, { payload_version: 'V2' })).status).toBe(200)
    const storno = await make('storno')
    expect((await patch(storno, { tls_verification: false })).status).toBe(422)
    const vendaze = await make('vendaze', { signing: false })
    const on = await patch(vendaze, { signing: true }, { prefer: 'return=minimal' })
    expect(on.status).toBe(200)
    registerSecret('endpoint-secret', String(json(on).secret))
    expect(json(on).secret).toMatch(/^whsec_/)
    expect(on.headers.get('preference-applied')).toBeNull()
  })
})

describe('a JSON Patch', () => {
  test('does all six operations on the endpoint as it is read, and changes only what they touch', async () => {
    const id = await make('standard', { metadata: { a: '1', b: '2' }, headers: { 'X-A': '1' } })
    const answer = await jsonPatch(id, [
      { op: 'test', path: '/version', value: 1 },
      { op: 'replace', path: '/name', value: 'Renamed' },
      { op: 'add', path: '/events/-', value: 'deal.won' },
      { op: 'remove', path: '/metadata/a' },
      { op: 'copy', from: '/metadata/b', path: '/metadata/c' },
      { op: 'move', from: '/metadata/b', path: '/metadata/d' },
    ])
    expect(answer.status, answer.text).toBe(200)
    const after = await stored(id)
    expect(after).toMatchObject({ name: 'Renamed', metadata: { c: '2', d: '2' }, headers: { 'X-A': '1' } })
    expect(after.events.map(({ type }) => type)).toEqual(['invoice.created', 'deal.won'])
    const change = await db().change.findFirst({ where: { entityId: id }, orderBy: { id: 'desc' } })
    const touched = ((change?.fields ?? []) as { field: string }[]).map(({ field }) => field)
    expect(new Set(touched)).toEqual(new Set(['name', 'events', 'metadata']))
  })

  test.each([
    [[{ op: 'test', path: '/name', value: 'No' }], 409, 'test_failed', '/0'],
    [[{ op: 'remove', path: '/nothing' }], 422, 'invalid', '/0/path'],
    [[{ op: 'remove', path: '/url' }], 422, 'invalid', '/url'],
    [[{ op: 'replace', path: '/id', value: 'x' }], 422, 'invalid', '/id'],
    [[{ op: 'add', path: '/colour', value: 'x' }], 422, 'invalid', '/colour'],
    [[{ op: 'nonsense', path: '/url' }], 422, 'invalid', '/0/op'],
    [{ name: 'x' }, 422, 'invalid', ''],
  ])('%j: %i %s at %s, and nothing changes', async (body, status, code, path) => {
    const id = await make()
    const answer = await jsonPatch(id, body)
    expect([answer.status, json(answer).code]).toEqual([status, code])
    expect(json(answer).errors).toEqual([expect.objectContaining({ path })])
    expect((await stored(id)).version).toBe(1)
  })

  test('cannot carry a credential to another header, where it would be shown', async () => {
    const secret = registerSecret('endpoint-secret', `Bearer ${crypto.randomUUID()}`)
    const id = await make('standard', { headers: { Authorization: secret } })
    const copy = await jsonPatch(id, [
      { op: 'copy', from: '/headers/Authorization', path: '/headers/X-Open' },
    ])
    expect(copy.status).toBe(422)
    const guess = await jsonPatch(id, [{ op: 'test', path: '/headers/Authorization', value: secret }])
    expect(guess.status).toBe(409)
  })
})

describe('If-Match', () => {
  test('of twenty at once, exactly one wins; the others learn what changed and by whom', async () => {
    const id = await make()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => patch(id, { name: `Name ${i}` }, { 'if-match': '"1"' })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const lost = answers.filter(({ status }) => status === 412)
    expect(lost).toHaveLength(19)
    const { name, version } = await stored(id)
    expect(version).toBe(2)
    for (const answer of lost)
      expect(json(answer)).toMatchObject({
        code: 'precondition_failed',
        conflicts: [{ field: 'name', version: 2, current: name, author: expect.any(String) }],
      })
  })

  test('is strict: a change of another field is one too, in the names of this wire', async () => {
    const id = await make()
    await updateEndpoint(scene.owner, { id, patch: { tlsVerification: false, metadata: { k: 'v' } } })
    const answer = await patch(id, { name: 'Late' }, { 'if-match': '"1"' })
    expect(answer.status).toBe(412)
    expect(json(answer).conflicts).toEqual([
      expect.objectContaining({ field: 'tls_verification', author: scene.owner.actor.label, current: false }),
      expect.objectContaining({ field: 'metadata', key: 'k', current: 'v' }),
    ])
    expect((await patch(id, { name: 'Now' }, { 'if-match': '"9", "2"' })).status).toBe(200)
  })

  test.each([
    ['*', 200],
    ['"1"', 200],
    ['W/"1"', 412],
    ['"2"', 412],
    ['nonsense', 412],
  ])('%s answers %i', async (header, status) => {
    const id = await make()
    expect((await patch(id, { name: 'X' }, { 'if-match': header })).status).toBe(status)
  })

  test('guards deleting, and a stale one of a bad body is refused for its version', async () => {
    const id = await make()
    await patch(id, { active: false })
    const deleting = (tag: string) =>
      scene.send('DELETE', `/endpoints/${id}`, { headers: { 'if-match': tag } })
    expect((await patch(id, { url: 7 }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await deleting('"1"')).status).toBe(412)
    expect((await deleting('"2"')).status).toBe(204)
  })
})

test('If-None-Match spares what is known', async () => {
  const id = await make()
  const get = (tag: string) => scene.send('GET', `/endpoints/${id}`, { headers: { 'if-none-match': tag } })
  for (const tag of ['"1"', 'W/"1"', '"7", "1"', '*']) {
    const answer = await get(tag)
    expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', '"1"'])
  }
  expect((await get('"2"')).status).toBe(200)
})

test('Prefer: return=minimal answers without a body', async () => {
  const id = await make()
  const answer = await patch(id, { name: 'Short' }, { prefer: 'respond-async, return=minimal; x=1' })
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(answer.headers.get('preference-applied')).toBe('return=minimal')
  expect(answer.headers.get('etag')).toBe('"2"')
})

test('a dry run says what would change, and changes nothing', async () => {
  const id = await make('standard', { headers: { 'X-Api-Key': 'before-it' } })
  const before = await stored(id)
  const count = () => db().change.count({ where: { teamId: scene.team.id } })
  const [changes, told] = [await count(), scene.services.told.length]
  const answer = await scene.send('PATCH', `/endpoints/${id}?dry_run=true`, {
    json: { name: 'Would be', tls_verification: false, headers: { 'X-Api-Key': 'after-it' } },
  })
  expect(answer.status, answer.text).toBe(200)
  expect(json(answer)).toMatchObject({
    dry_run: true,
    changed: true,
    changes: [
      { field: 'name', before: before.name, after: 'Would be' },
      { field: 'tls_verification', before: true, after: false },
      { field: 'headers', key: 'X-Api-Key', before: '••••••••', after: '••••••••', redacted: true },
    ],
    endpoint: { name: 'Would be', version: 2 },
  })
  expect([await stored(id), await count(), scene.services.told.length]).toEqual([before, changes, told])
  const vendaze = await make('vendaze', { signing: false })
  const signing = await scene.send('PATCH', `/endpoints/${vendaze}?dry_run=true`, { json: { signing: true } })
  expect([signing.status, /whsec_[0-9a-f]/.test(signing.text)]).toEqual([200, false])
  const bad = await scene.send('PATCH', `/endpoints/${id}?dry_run=true`, { json: { url: 'nowhere' } })
  expect(bad.status).toBe(422)
  const nothing = await scene.send('PATCH', `/endpoints/${id}?dry_run=true`, { json: { name: before.name } })
  expect(json(nothing)).toMatchObject({ changed: false, changes: [] })
})

describe('the list', () => {
  test('walks all dialects by cursor, there and back, each endpoint once and whole', async () => {
    const own = await standardScene()
    for (const dialect of ['standard', 'storno', 'vendaze', 'standard', 'standard'])
      await makeEndpoint(own.owner, dialect)
    const seen: unknown[] = []
    let path = '/endpoints?limit=2&sort=name'
    for (;;) {
      const body = json(await own.send('GET', path))
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id))
      if (body.next_cursor === null) {
        expect(body).toMatchObject({ count: 5, count_is_exact: true })
        const back = json(
          await own.send('GET', `/endpoints?limit=2&sort=name&cursor=${body.previous_cursor}`),
        )
        expect((back.items as { id: string }[]).map(({ id }) => id)).toEqual(seen.slice(2, 4))
        break
      }
      path = `/endpoints?limit=2&sort=name&cursor=${body.next_cursor}`
    }
    expect(new Set(seen).size).toBe(5)
    const filtered = json(await own.send('GET', '/endpoints?dialect=storno,vendaze&active=true'))
    expect((filtered.items as { dialect: string }[]).map(({ dialect }) => dialect).sort()).toEqual([
      'storno',
      'vendaze',
    ])
    const found = json(await own.send('GET', '/endpoints?search=CRM&event=deal.won'))
    expect(found.items).toMatchObject([{ name: 'CRM mirror', events: [{ type: 'deal.won' }] }])
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['active=1', 'active'],
    ['sort=age', 'sort'],
    ['cursor=nonsense', 'cursor'],
    ['dialect=none', 'dialect'],
    ['page=2', 'page'],
    ['limit=1&limit=2', 'limit'],
    ['search=%00', 'search'],
  ])('%s is refused by its name', async (query, parameter) => {
    const answer = await scene.send('GET', `/endpoints?${query}`)
    expect([answer.status, json(answer).code, json(answer).parameter]).toEqual([400, 'bad_query', parameter])
  })
})
