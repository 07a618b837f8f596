import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { projectKey, WRITE_SCOPES } from '../conformance.fixture.ts'
import { type ComposioScene, errorsOf, openComposio, slugOf } from '../scene.fixture.ts'
import type { SubscriptionListWire, SubscriptionWire } from './wire.ts'

useDatabase()

const message = 'composio.trigger.message'
const expired = 'composio.connected_account.expired'
const disabled = 'composio.trigger.disabled'
const valid = { webhook_url: 'https://agents.example/in', enabled_events: [message] }
const SECRET = /^[0-9a-f]{64}$/

describe.each([
  ['/api/v3', 1000, false],
  ['/api/v3.1', 50, true],
] as const)('subscriptions under %s', (root, maxLimit, showsSecrets) => {
  const collection = `${root}/webhook_subscriptions`
  let scene: ComposioScene
  let send: ComposioScene['send']
  beforeEach(async () => {
    scene = await openComposio()
    send = scene.send
  })

  async function make(fields: object = {}): Promise<SubscriptionWire> {
    const answer = await send('POST', collection, { ...valid, ...fields })
    expect(answer.status, answer.text).toBe(201)
    const made = answer.body as SubscriptionWire
    registerSecret('endpoint-secret', made.secret)
    return made
  }
  const item = (id: string) => `${collection}/${id}`
  const seen = (made: SubscriptionWire) => (showsSecrets ? made.secret : `${made.secret.slice(0, 4)}...`)
  const read = async (id: string) => (await send('GET', item(id))).body as SubscriptionWire

  describe('create', () => {
    test('201 with the whole secret; V3 where no version was sent', async () => {
      const made = await make()
      expect(made.id).toMatch(/^ws_[A-Za-z0-9_-]{12}$/)
      expect(made).toMatchObject({ ...valid, version: 'V3' })
      expect(made.secret).toMatch(SECRET)
      expect(made.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(made.updated_at).toBe(made.created_at)
    })

    test('the dashboard names it after its host', async () => {
      const { id } = await make({ webhook_url: 'https://agents.example:8443/in' })
      const row = await db().endpoint.findFirstOrThrow({ where: { publicId: id, teamId: scene.team.id } })
      expect([row.name, row.dialect, row.active]).toEqual(['agents.example:8443', 'composio', true])
    })

    test('duplicates go, the first stays (B2); other keys are passed over', async () => {
      const made = await make({ enabled_events: [expired, message, expired], secret: 'mine', name: 'x' })
      expect(made.enabled_events).toEqual([expired, message])
      expect(made.secret).toMatch(SECRET)
    })

    test.each([
      [{ webhook_url: undefined }, 'webhook_url'],
      [{ webhook_url: null }, 'webhook_url'],
      [{ webhook_url: 'agents.example' }, 'webhook_url'],
      [{ webhook_url: 'http://agents.example/in' }, 'webhook_url'],
      [{ webhook_url: `https://agents.example/${'a'.repeat(2030)}` }, 'webhook_url'],
      [{ enabled_events: undefined }, 'enabled_events'],
      [{ enabled_events: [] }, 'enabled_events'],
      [{ enabled_events: ['*'] }, 'enabled_events'],
      [{ enabled_events: [message, 'composio.nothing'] }, 'enabled_events.1'],
      [{ version: 'V4' }, 'version'],
      [{ version: null }, 'version'],
      [{ version: 'V1', enabled_events: [expired] }, 'enabled_events'],
    ])('%j: 400 that names the field, and nothing is made', async (fields, path) => {
      const answer = await send('POST', collection, { ...valid, ...fields })
      expect(answer.status, answer.text).toBe(400)
      expect(slugOf(answer)).toBe('WebhookSubscription_InvalidPayload')
      expect(errorsOf(answer)[0]).toContain(`Error in payload.${path}: `)
      expect(await db().endpoint.count({ where: { teamId: scene.team.id } })).toBe(0)
    })

    test('a second one: 409, also when two come at once', async () => {
      const twice = await Promise.all([1, 2].map(() => send('POST', collection, valid)))
      expect(twice.map((answer) => answer.status).sort()).toEqual([201, 409])
      const made = twice.find((answer) => answer.status === 201)?.body as SubscriptionWire
      registerSecret('endpoint-secret', made.secret)
      const again = await send('POST', collection, {
        webhook_url: 'https://b.example',
        enabled_events: [message],
      })
      expect(again.body).toMatchObject({
        error: {
          message: 'Subscription already exists',
          code: 10_409,
          slug: 'WebhookSubscription_AlreadyExists',
        },
      })
      expect(await read(made.id)).toMatchObject(valid)
    })
  })

  describe('read', () => {
    test('get and list show the same, with the secret as this version shows it', async () => {
      const made = await make()
      const expected = { ...made, secret: seen(made) }
      expect(await read(made.id)).toEqual(expected)
      expect((await send('GET', `${collection}?limit=1`)).body).toEqual({
        items: [expected],
        next_cursor: null,
        total_pages: 1,
        current_page: 1,
        total_items: 1,
      })
    })

    test('a key that may not reveal secrets sees the mask in every version', async () => {
      const made = await make()
      const mask = `${made.secret.slice(0, 4)}...`
      const scopes = WRITE_SCOPES.filter((scope) => scope !== 'secret:reveal')
      const plain = await projectKey(scene.team, scopes)
      for (const headers of [scene.reader, plain]) {
        const one = await scene.sendAs(headers, 'GET', item(made.id))
        expect(one.body).toMatchObject({ secret: mask })
        const list = await scene.sendAs(headers, 'GET', collection)
        expect((list.body as SubscriptionListWire).items[0]?.secret).toBe(mask)
      }
      const patched = await scene.sendAs(plain, 'PATCH', item(made.id), { json: { version: 'V2' } })
      expect(patched.body).toMatchObject({ version: 'V2', secret: mask })
    })

    test('an empty list, and the page after the last', async () => {
      const empty = { items: [], next_cursor: null, total_pages: 0, current_page: 1, total_items: 0 }
      expect((await send('GET', collection)).body).toEqual(empty)
      await make()
      const later = `${collection}?cursor=${encodeURIComponent(btoa('2:1'))}`
      expect((await send('GET', later)).body).toEqual({
        items: [],
        next_cursor: null,
        total_pages: 1,
        current_page: 2,
        total_items: 1,
      })
    })

    test(`a page has at most ${maxLimit}`, async () => {
      expect((await send('GET', `${collection}?limit=${maxLimit}`)).status).toBe(200)
      for (const query of [`limit=${maxLimit + 1}`, 'limit=0', 'limit=x', 'cursor=x']) {
        const answer = await send('GET', `${collection}?${query}`)
        expect(answer.status).toBe(400)
        expect(answer.body).toMatchObject({ error: { message: 'Invalid pagination' } })
        expect(errorsOf(answer)[0]).toMatch(/^Error in query\.(limit|cursor): /)
      }
    })

    test('endpoints of other dialects are not among them', async () => {
      const ctx = await scene.team.as('owner')
      const { endpoint } = await makeEndpoint(ctx, 'vendaze')
      expect((await send('GET', item(endpoint.publicId))).status).toBe(404)
      expect((await send('GET', collection)).body).toMatchObject({ total_items: 0 })
    })
  })

  describe('update', () => {
    test('each field by itself, and all three at once; V3 is no default here (B10)', async () => {
      const { id } = await make({ version: 'V1' })
      const moved = await send('PATCH', item(id), { webhook_url: 'https://b.example/in' })
      expect(moved.body).toMatchObject({ webhook_url: 'https://b.example/in', version: 'V1' })
      expect((await send('PATCH', item(id), { version: 'V3' })).body).toMatchObject({ version: 'V3' })
      // B3: the list replaces
      const events = await send('PATCH', item(id), { enabled_events: [disabled] })
      expect(events.body).toMatchObject({ enabled_events: [disabled] })
      const all = { webhook_url: 'https://c.example/in', enabled_events: [message], version: 'V2' }
      expect((await send('PATCH', item(id), all)).body).toMatchObject(all)
      expect(await read(id)).toMatchObject(all)
    })

    test('the answer shows the secret as reads do', async () => {
      const made = await make()
      const answer = await send('PATCH', item(made.id), { version: 'V2' })
      expect(answer.body).toMatchObject({ secret: seen(made) })
    })

    test('B5: the pair that would result is judged, whichever of the two was sent', async () => {
      const { id } = await make({ enabled_events: [message, expired] })
      const before = await read(id)
      for (const json of [
        { version: 'V1' },
        { version: 'V2', webhook_url: 'https://b.example/in' },
        { version: 'V2', enabled_events: [message, disabled] },
      ]) {
        const answer = await send('PATCH', item(id), json)
        expect(answer.status, answer.text).toBe(400)
        expect(errorsOf(answer)[0]).toContain('Error in payload.enabled_events: ')
      }
      expect(await read(id)).toEqual(before)
      expect((await send('PATCH', item(id), { version: 'V1', enabled_events: [message] })).status).toBe(200)
      expect((await send('PATCH', item(id), { enabled_events: [expired] })).status).toBe(400)
    })

    test('B1: at least one known field; a mask that comes back is none, and changes nothing', async () => {
      const made = await make()
      for (const json of [{}, { name: 'x' }, { secret: seen(made) }, JSON.parse('{"__proto__":{"url":1}}')]) {
        const answer = await send('PATCH', item(made.id), json)
        expect(answer.status).toBe(400)
        expect(errorsOf(answer)).toEqual([
          'Error in payload: At least one of webhook_url, enabled_events, version must be provided.',
        ])
      }
      const mask = `${made.secret.slice(0, 4)}...`
      const back = await send('PATCH', item(made.id), { ...made, secret: mask })
      expect(back.body).toEqual({ ...made, secret: seen(made) })
    })

    test('B8: what changes nothing does not move updated_at, and is not on record', async () => {
      const made = await make()
      const changes = () => db().change.count({ where: { teamId: scene.team.id, entityKind: 'endpoint' } })
      const before = await changes()
      const answer = await send('PATCH', item(made.id), valid)
      expect(answer.body).toEqual({ ...made, secret: seen(made) })
      expect(await changes()).toBe(before)
    })

    test('of a key that comes twice the last one counts', async () => {
      const { id } = await make()
      const raw = '{"version":"V1","version":"V2"}'
      const answer = await scene.sendAs(scene.writer, 'PATCH', item(id), { raw })
      expect(answer.body).toMatchObject({ version: 'V2' })
    })

    test('a body is read as JSON whatever its type says', async () => {
      const { id } = await make()
      const answer = await scene.sendAs(scene.writer, 'PATCH', item(id), {
        raw: '{"version":"V2"}',
        headers: { 'content-type': 'text/plain' },
      })
      expect(answer.status).toBe(200)
    })

    test('its record names the key', async () => {
      const { id } = await make()
      await send('PATCH', item(id), { version: 'V2' })
      const change = await db().change.findFirst({
        where: { teamId: scene.team.id, action: 'endpoint.updated' },
      })
      expect(change).toMatchObject({ actorKind: 'api_key', actorLabel: 'Nightly sync' })
      expect(change?.fields).toEqual([{ field: 'payloadVersion', before: 'V3', after: 'V2' }])
    })
  })

  describe('rotate', () => {
    test('a new secret at once, in an answer of two keys; the old one signs no more', async () => {
      const made = await make()
      const answer = await send('POST', `${item(made.id)}/rotate_secret`)
      expect(answer.status).toBe(200)
      const { secret } = answer.body as { secret: string }
      registerSecret('endpoint-secret', secret)
      expect(answer.text).toBe(JSON.stringify({ id: made.id, secret }))
      expect(secret).toMatch(SECRET)
      expect(secret).not.toBe(made.secret)
      const rows = await db().endpointSecret.findMany({
        where: { endpoint: { publicId: made.id }, expiresAt: null, revokedAt: null },
      })
      expect(rows).toHaveLength(1)
      expect((await read(made.id)).secret).toBe(showsSecrets ? secret : `${secret.slice(0, 4)}...`)
    })

    test.each(['', '{}', '[', 'null'])('a body of %j is not looked at', async (raw) => {
      const { id } = await make()
      const answer = await scene.sendAs(scene.writer, 'POST', `${item(id)}/rotate_secret`, { raw })
      expect(answer.status).toBe(200)
      registerSecret('endpoint-secret', (answer.body as { secret: string }).secret)
    })
  })

  test('delete: 200, and gone; another can be made then', async () => {
    const { id } = await make()
    const answer = await send('DELETE', item(id))
    expect([answer.status, answer.text]).toEqual([200, '{"success":true}'])
    expect((await send('GET', item(id))).status).toBe(404)
    expect((await send('DELETE', item(id))).status).toBe(404)
    expect((await make()).id).not.toBe(id)
  })

  test('delete while others change it: gone all the same, and never a conflict', async () => {
    const { id } = await make()
    const [gone, ...others] = await Promise.all([
      send('DELETE', item(id)),
      ...['V1', 'V2', 'V1', 'V2', 'V1'].map((version) => send('PATCH', item(id), { version })),
    ])
    expect(gone?.status).toBe(200)
    for (const { status } of others) expect([200, 404]).toContain(status)
    expect((await send('GET', item(id))).status).toBe(404)
  })

  test('event types', async () => {
    const answer = await scene.sendAs(scene.reader, 'GET', `${collection}/event_types`)
    expect(answer.body).toMatchObject({
      items: [
        { event_type: message, supported_versions: ['V1', 'V2', 'V3'] },
        { event_type: expired, supported_versions: ['V3'] },
        { event_type: disabled, supported_versions: ['V3'] },
      ],
    })
  })

  test("another team's id answers byte for byte like a missing one, with any body", async () => {
    const foreign = await openComposio()
    const made = await foreign.send('POST', collection, valid)
    const { id, secret } = made.body as SubscriptionWire
    registerSecret('endpoint-secret', secret)
    const headers = { 'x-request-id': crypto.randomUUID() }
    for (const [method, suffix, raw] of [
      ['GET', '', undefined],
      ['PATCH', '', JSON.stringify({ version: 'V2' })],
      ['PATCH', '', '{'],
      ['PATCH', '', '{"version":9}'],
      ['DELETE', '', undefined],
      ['POST', '/rotate_secret', undefined],
    ] as const) {
      const ask = (name: string) =>
        scene.sendAs(scene.writer, method, item(name) + suffix, {
          headers,
          ...(raw === undefined ? {} : { raw }),
        })
      const [one, other] = [await ask(id), await ask('ws_AAAAAAAAAAAA')]
      expect([one.status, one.text]).toEqual([404, other.text])
      expect(slugOf(one)).toBe('WebhookSubscription_NotFound')
    }
    expect((await foreign.send('GET', item(id))).body).toMatchObject({ version: 'V3' })
  })

  test('an id counts exactly as it is written', async () => {
    const { id } = await make()
    for (const other of [id.toUpperCase(), `${id}%20`, id.slice(3), `${id}%00`, '%00', '%ff', "x'--"])
      expect([other, (await send('GET', item(other))).status]).toEqual([other, 404])
  })

  test('a key without the scope: 403 for each operation, and nothing happens', async () => {
    const made = await make()
    const before = await read(made.id)
    const without = async (...missing: string[]) =>
      projectKey(
        scene.team,
        WRITE_SCOPES.filter((scope) => !missing.includes(scope)),
      )
    for (const [scope, method, path, json] of [
      ['endpoint:read', 'GET', collection, undefined],
      ['endpoint:read', 'GET', item(made.id), undefined],
      ['endpoint:read', 'GET', `${collection}/event_types`, undefined],
      ['endpoint:create', 'POST', collection, valid],
      ['endpoint:update', 'PATCH', item(made.id), { version: 'V2' }],
      ['endpoint:delete', 'DELETE', item(made.id), undefined],
      ['secret:rotate', 'POST', `${item(made.id)}/rotate_secret`, undefined],
    ] as const) {
      const answer = await scene.sendAs(await without(scope), method, path, json ? { json } : {})
      expect([scope, answer.status]).toEqual([scope, 403])
      expect(answer.body).toMatchObject({
        error: { message: "The API key doesn't have permissions", slug: 'Auth_InsufficientPermissions' },
      })
    }
    expect(await read(made.id)).toEqual(before)
  })
})

test('a cursor of the one version is good in the other, up to its page size', async () => {
  const { send } = await openComposio()
  const ask = async (root: string, limit: number) =>
    (await send('GET', `${root}/webhook_subscriptions?cursor=${encodeURIComponent(btoa(`1:${limit}`))}`))
      .status
  expect([await ask('/api/v3', 51), await ask('/api/v3.1', 51), await ask('/api/v3.1', 50)]).toEqual([
    200, 400, 200,
  ])
})
