import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sourceSecret } from '#lib/testing/sources.ts'
import { projectKey, WRITE_SCOPES } from '../conformance.fixture.ts'
import { type ComposioScene, errorsOf, openComposio, slugOf } from '../scene.fixture.ts'
import type { EndpointWire } from './wire.ts'

useDatabase()

const mask = (value: string) => `${value.slice(0, 4)}...`

describe.each(['/api/v3', '/api/v3.1'])('endpoints under %s', (root) => {
  const collection = `${root}/webhook_endpoints`
  const item = (id: string) => `${collection}/${id}`
  let scene: ComposioScene
  let send: ComposioScene['send']
  beforeEach(async () => {
    scene = await openComposio()
    send = scene.send
  })

  async function make(toolkit = 'slack', clientId = 'A0123'): Promise<EndpointWire> {
    const answer = await send('POST', collection, { toolkit_slug: toolkit, client_id: clientId })
    expect(answer.status, answer.text).toBe(201)
    return answer.body as EndpointWire
  }
  const read = async (id: string) => (await send('GET', item(id))).body as EndpointWire

  describe('schema', () => {
    test('the setup fields of a toolkit, by name', async () => {
      const answer = await scene.sendAs(scene.reader, 'GET', `${collection}/schema?toolkit_slug=notion`)
      expect(answer.body).toMatchObject({
        toolkit_slug: 'notion',
        setup_fields: { webhook_signing_secret: { is_secret: false } },
      })
    })

    test('400 without a toolkit, 404 for one that nobody knows', async () => {
      for (const query of ['', '?toolkit_slug=', '?toolkit=slack']) {
        const answer = await send('GET', `${collection}/schema${query}`)
        expect([query, answer.status]).toEqual([query, 400])
        expect(errorsOf(answer)).toEqual(['Error in query.toolkit_slug: toolkit_slug is required.'])
      }
      for (const slug of ['nobody', 'SLACK', '__proto__', '%00']) {
        const answer = await send('GET', `${collection}/schema?toolkit_slug=${slug}`)
        expect([slug, answer.status, slugOf(answer)]).toEqual([slug, 404, 'Toolkit_NotFound'])
      }
    })
  })

  describe('create', () => {
    test('201 with a URL of its own and no data yet', async () => {
      const made = await make()
      expect(made.id).toMatch(/^we_[A-Za-z0-9_-]{12}$/)
      expect(made).toMatchObject({
        toolkit_slug: 'slack',
        client_id: 'A0123',
        webhook_url: `https://patchbay.test/api/v3.1/webhook_ingress/slack/${made.id}/trigger_event`,
        data: null,
      })
      expect(made.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })

    test('the same app again: 200 with the one that is there, its URL and its secret', async () => {
      const made = await make()
      const secret = sourceSecret()
      await send('PATCH', item(made.id), { data: { webhook_signing_secret: secret } })
      const again = await send('POST', collection, { toolkit_slug: 'slack', client_id: 'A0123' })
      expect(again.status).toBe(200)
      expect(again.body).toEqual({ ...made, data: { webhook_signing_secret: mask(secret) } })
      expect((await make('slack', 'A0124')).id).not.toBe(made.id)
      expect((await make('github', 'A0123')).id).not.toBe(made.id)
    })

    test('one is made when two come at once', async () => {
      const body = { toolkit_slug: 'slack', client_id: 'A0123' }
      const twice = await Promise.all([1, 2].map(() => send('POST', collection, body)))
      expect(twice.map((answer) => answer.status).sort()).toEqual([200, 201])
      expect(new Set(twice.map((answer) => answer.text)).size).toBe(1)
    })

    test.each([
      [{}, 'toolkit_slug'],
      [{ client_id: 'A0123' }, 'toolkit_slug'],
      [{ toolkit_slug: '', client_id: 'A0123' }, 'toolkit_slug'],
      [{ toolkit_slug: 1, client_id: 'A0123' }, 'toolkit_slug'],
      [{ toolkit_slug: 'slack' }, 'client_id'],
      [{ toolkit_slug: 'slack', client_id: '' }, 'client_id'],
      [{ toolkit_slug: 'slack', client_id: null }, 'client_id'],
      [{ toolkit_slug: 'slack', client_id: 'a\u0000b' }, 'client_id'],
    ])('%j: 400 that names the field', async (json, path) => {
      const answer = await send('POST', collection, json)
      expect([answer.status, slugOf(answer)]).toEqual([400, 'WebhookEndpoint_InvalidPayload'])
      expect(errorsOf(answer)[0]).toContain(`Error in payload.${path}: `)
      expect(await db().source.count({ where: { teamId: scene.team.id } })).toBe(0)
    })

    test('404 for a toolkit that nobody knows', async () => {
      const answer = await send('POST', collection, { toolkit_slug: 'nobody', client_id: 'A0123' })
      expect([answer.status, slugOf(answer)]).toEqual([404, 'Toolkit_NotFound'])
    })
  })

  test('a list of three keys each, of all toolkits or of one', async () => {
    const [one, two] = [await make(), await make('github')]
    const short = ({ id, toolkit_slug, client_id }: EndpointWire) => ({ id, toolkit_slug, client_id })
    expect((await send('GET', collection)).body).toEqual({ items: [short(two), short(one)] })
    expect((await send('GET', `${collection}?toolkit_slug=slack`)).body).toEqual({ items: [short(one)] })
    for (const slug of ['nobody', '%00', "x'--"])
      expect((await send('GET', `${collection}?toolkit_slug=${slug}`)).text).toBe('{"items":[]}')
  })

  describe('patch', () => {
    test('merges: those that are named change, the others stay; secrets are masked', async () => {
      const { id } = await make()
      const [secret, token, other] = [sourceSecret(), sourceSecret(), sourceSecret()]
      await send('PATCH', item(id), { data: { webhook_signing_secret: secret } })
      const both = await send('PATCH', item(id), { data: { app_token: token } })
      expect(both.body).toMatchObject({
        data: { webhook_signing_secret: mask(secret), app_token: mask(token) },
      })
      const turned = await send('PATCH', item(id), { data: { webhook_signing_secret: other } })
      const expected = { webhook_signing_secret: mask(other), app_token: mask(token) }
      expect(turned.body).toMatchObject({ data: expected })
      expect(await read(id)).toEqual(turned.body)
    })

    test('a value that is no secret is shown; a short secret is not shown at all', async () => {
      const { id } = await make('generic')
      const answer = await send('PATCH', item(id), {
        data: { signature_header: 'X-Signature', webhook_signing_secret: 'short' },
      })
      expect(answer.body).toMatchObject({
        data: { webhook_signing_secret: '...', signature_header: 'X-Signature' },
      })
    })

    test('a mask that comes back changes nothing (A7); another one is refused', async () => {
      const { id } = await make()
      const secret = sourceSecret()
      const set = await send('PATCH', item(id), { data: { webhook_signing_secret: secret } })
      const before = await db().sourceValue.findMany({ where: { teamId: scene.team.id } })
      const { data } = set.body as EndpointWire
      expect((await send('PATCH', item(id), { data })).body).toEqual(set.body)
      const stale = await send('PATCH', item(id), { data: { webhook_signing_secret: 'zzzz...' } })
      expect(stale.status).toBe(400)
      expect(errorsOf(stale)[0]).toContain('Error in payload.data.webhook_signing_secret: ')
      expect(await db().sourceValue.findMany({ where: { teamId: scene.team.id } })).toEqual(before)
    })

    test.each([
      ['{}', 'data'],
      ['{"data":null}', 'data'],
      ['{"data":[]}', 'data'],
      ['{"data":"x"}', 'data'],
      ['{"data":{"webhook_signing_secret":null}}', 'data.webhook_signing_secret'],
      ['{"data":{"webhook_signing_secret":1}}', 'data.webhook_signing_secret'],
      ['{"data":{"webhook_signing_secret":""}}', 'data.webhook_signing_secret'],
      ['{"data":{"app_token":"xapp-1-A0123-good","signing_secret":"x"}}', 'data.signing_secret'],
      ['{"data":{"app_token":"xapp-1-A0123-good","__proto__":"x"}}', 'data.__proto__'],
      ['{"__proto__":{"data":{}}}', 'data'],
    ])('%s: 400 that names the field, and nothing of it is stored (A1 to A4)', async (raw, path) => {
      const { id } = await make()
      const answer = await scene.sendAs(scene.writer, 'PATCH', item(id), { raw })
      expect([answer.status, slugOf(answer)]).toEqual([400, 'WebhookEndpoint_InvalidPayload'])
      expect(errorsOf(answer)[0]).toContain(`Error in payload.${path}: `)
      expect((await read(id)).data).toBeNull()
    })

    test('A2: no value is no change; keys beside data are passed over', async () => {
      const made = await make()
      expect((await send('PATCH', item(made.id), { data: {} })).body).toEqual(made)
      const extra = { data: {}, webhook_url: 'https://x.example', id: 'we_1' }
      expect((await send('PATCH', item(made.id), extra)).body).toEqual(made)
      expect(await db().change.count({ where: { teamId: scene.team.id, action: 'source.updated' } })).toBe(0)
    })

    test('its record says what was set, and never to what', async () => {
      const { id } = await make()
      const secret = sourceSecret()
      await send('PATCH', item(id), { data: { webhook_signing_secret: secret } })
      const change = await db().change.findFirst({
        where: { teamId: scene.team.id, action: 'source.updated' },
      })
      expect(change).toMatchObject({ actorKind: 'api_key', entityKind: 'source' })
      expect(JSON.stringify(change)).toContain('webhook_signing_secret')
      expect(JSON.stringify(change)).not.toContain(secret)
    })
  })

  describe('replace', () => {
    test('every required value has to be there; what is left out is cleared', async () => {
      const { id } = await make('generic')
      const secret = sourceSecret()
      const whole = { webhook_signing_secret: secret, signature_header: 'X-Sig' }
      const set = await send('POST', item(id), { data: { ...whole, signature_prefix: 'sha256=' } })
      expect(set.body).toMatchObject({
        data: { ...whole, webhook_signing_secret: mask(secret), signature_prefix: 'sha256=' },
      })
      const missing = await send('POST', item(id), { data: { signature_header: 'X-Other' } })
      expect(missing.status).toBe(400)
      expect(errorsOf(missing)[0]).toContain('Error in payload.data.webhook_signing_secret: ')
      expect(await read(id)).toEqual(set.body)

      const kept = await send('POST', item(id), {
        data: { webhook_signing_secret: mask(secret), signature_header: 'X-Other' },
      })
      expect((kept.body as EndpointWire).data).toEqual({
        webhook_signing_secret: mask(secret),
        signature_header: 'X-Other',
      })
    })

    test.each(['{}', '{"data":null}', '{"data":{"nobody":"x"}}'])('%s: 400', async (raw) => {
      const { id } = await make()
      expect((await scene.sendAs(scene.writer, 'POST', item(id), { raw })).status).toBe(400)
    })
  })

  test('A5: Notion’s token is read in clear by a key that may reveal it, and by no other', async () => {
    const { id } = await make('notion')
    // not registered as a secret: this wire shows it
    const token = 'secret_0123456789abcdef'
    const set = await send('PATCH', item(id), { data: { webhook_signing_secret: token } })
    expect(set.body).toMatchObject({ data: { webhook_signing_secret: token } })
    const reader = await scene.sendAs(scene.reader, 'GET', item(id))
    expect(reader.body).toMatchObject({ data: { webhook_signing_secret: 'secr...' } })
  })

  test('delete: 200, and gone', async () => {
    const { id } = await make()
    const answer = await send('DELETE', item(id))
    expect([answer.status, answer.text]).toEqual([200, '{"success":true}'])
    expect((await send('GET', item(id))).status).toBe(404)
    expect((await send('DELETE', item(id))).status).toBe(404)
    expect((await make()).id).not.toBe(id)
  })

  test("another team's id answers byte for byte like a missing one, with any body", async () => {
    const foreign = await openComposio()
    const body = { toolkit_slug: 'slack', client_id: 'A0123' }
    const { id } = (await foreign.send('POST', collection, body)).body as EndpointWire
    const headers = { 'x-request-id': crypto.randomUUID() }
    for (const [method, raw] of [
      ['GET', undefined],
      ['PATCH', '{"data":{"app_token":"xapp-1-A0123-good"}}'],
      ['PATCH', '{'],
      ['POST', '{"data":{}}'],
      ['DELETE', undefined],
    ] as const) {
      const ask = (name: string) =>
        scene.sendAs(scene.writer, method, item(name), { headers, ...(raw === undefined ? {} : { raw }) })
      const [one, other] = [await ask(id), await ask('we_AAAAAAAAAAAA')]
      expect([one.status, one.text]).toEqual([404, other.text])
      expect(slugOf(one)).toBe('WebhookEndpoint_NotFound')
    }
    expect(((await foreign.send('GET', item(id))).body as EndpointWire).data).toBeNull()
  })

  test('an id counts exactly as it is written, and our own UUID is none', async () => {
    const { id } = await make()
    const row = await db().source.findUniqueOrThrow({ where: { publicId: id } })
    for (const other of [row.id, id.toUpperCase(), `${id}%00`, '%00', '%ff'])
      expect([other, (await send('GET', item(other))).status]).toEqual([other, 404])
  })

  test('a key without the scope: 403 for each operation, and nothing happens', async () => {
    const made = await make()
    const data = { app_token: 'xapp-1-A0123-good' }
    for (const [scope, method, path, json] of [
      ['source:read', 'GET', collection, undefined],
      ['source:read', 'GET', item(made.id), undefined],
      ['source:read', 'GET', `${collection}/schema?toolkit_slug=slack`, undefined],
      ['source:create', 'POST', collection, { toolkit_slug: 'slack', client_id: 'A9' }],
      ['source:update', 'PATCH', item(made.id), { data }],
      ['source:update', 'POST', item(made.id), { data }],
      ['source:configure', 'PATCH', item(made.id), { data }],
      ['source:delete', 'DELETE', item(made.id), undefined],
    ] as const) {
      const key = await projectKey(
        scene.team,
        WRITE_SCOPES.filter((name) => name !== scope),
      )
      const answer = await scene.sendAs(key, method, path, json ? { json } : {})
      expect([scope, method, answer.status]).toEqual([scope, method, 403])
      expect(slugOf(answer)).toBe('Auth_InsufficientPermissions')
    }
    expect(await read(made.id)).toEqual(made)
    expect(await db().source.count({ where: { teamId: scene.team.id } })).toBe(1)
  })
})
