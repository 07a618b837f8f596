import { beforeAll, describe, expect, test } from 'vitest'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type DoorRequest, send, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { appToken, makeApp, type TestApp, userToken } from '#lib/testing/oauth-apps.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { published, publishedAnswers, publishedFaults } from './published.fixture.ts'
import { vendazeRoutes } from './routes.ts'
import type { WebhookPageWire, WebhookWire } from './wire.ts'

useDatabase()

const door = vendazeRoutes(testServices())
const fields = { name: 'Deals', url: 'https://crm.example/hooks', events: ['deal.won'] }

let team: TestTeam
let app: TestApp
let token: string
beforeAll(async () => {
  team = await makeTeam()
  app = await makeApp(await team.as('owner'))
  token = await appToken(app)
})

const askAs = (bearer: string, method: string, path: string, request: DoorRequest = {}) =>
  send(door, method, path, {
    ...request,
    headers: { authorization: `Bearer ${bearer}`, ...request.headers },
  })
const ask = (method: string, path: string, request?: DoorRequest) => askAs(token, method, path, request)

async function make(more: Partial<typeof fields & { auth_enable: boolean }> = {}): Promise<WebhookWire> {
  const answer = await ask('POST', '/v1/webhooks', { json: { ...fields, ...more } })
  expect(answer.status, answer.text).toBe(201)
  return noted((answer.body as { data: WebhookWire }).data)
}

function noted(webhook: WebhookWire): WebhookWire {
  if (webhook.webhook_secret !== null) registerSecret('endpoint-secret', webhook.webhook_secret)
  return webhook
}

const patch = async (id: string, json: unknown): Promise<WebhookWire> => {
  const answer = await ask('PATCH', `/v1/webhooks/${id}`, { json })
  expect(answer.status, answer.text).toBe(200)
  expect(publishedFaults(200, answer.body)).toEqual([])
  return noted((answer.body as { data: WebhookWire }).data)
}

describe('a webhook on the wire', () => {
  test('has the published keys in their order, and its time with milliseconds', async () => {
    const webhook = await make()
    expect(Object.keys(webhook)).toEqual(
      Object.keys((published.components.schemas.Webhook?.properties ?? {}) as object),
    )
    expect(webhook).toMatchObject({ ...fields, auth_enable: false, webhook_secret: null })
    expect(webhook.id).toMatch(/^wh_[0-9a-f]{32}$/)
    expect(webhook.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const read = await ask('GET', `/v1/webhooks/${webhook.id}`)
    expect(read.text).toBe(JSON.stringify({ data: webhook }))
    expect(publishedFaults(200, read.body)).toEqual([])
  })

  test('V11: its name is trimmed, V8: its events are each there once', async () => {
    const webhook = await make({ name: '  Deals  ', events: ['deal.won', 'deal.lost', 'deal.won'] })
    expect([webhook.name, webhook.events]).toEqual(['Deals', ['deal.won', 'deal.lost']])
  })
})

describe('the secret', () => {
  test('V14: is there in full on every read while signing is on, V6: and stays when it is turned on again', async () => {
    const { id, webhook_secret: secret } = await make({ auth_enable: true })
    expect(secret).toMatch(/^whsec_[0-9a-f]{64}$/)
    const read = async () =>
      ((await ask('GET', `/v1/webhooks/${id}`)).body as { data: WebhookWire }).data.webhook_secret
    expect(await read()).toBe(secret)
    expect((await patch(id, { auth_enable: true })).webhook_secret).toBe(secret)
    expect((await patch(id, { name: 'Other' })).webhook_secret).toBe(secret)
    const page = (await ask('GET', '/v1/webhooks?per_page=100')).body as WebhookPageWire
    expect(page.data.find((webhook) => webhook.id === id)?.webhook_secret).toBe(secret)
  })

  test('is replaced by turning signing off and on; V3: null meanwhile', async () => {
    const { id, webhook_secret: secret } = await make({ auth_enable: true })
    expect((await patch(id, { auth_enable: false })).webhook_secret).toBeNull()
    const { webhook_secret: next } = await patch(id, { auth_enable: true })
    expect(next).toMatch(/^whsec_[0-9a-f]{64}$/)
    expect(next).not.toBe(secret)
  })

  test('survives a refused patch that would have destroyed it', async () => {
    const { id, webhook_secret: secret } = await make({ auth_enable: true })
    const json = { auth_enable: false, url: 'http://crm.example' }
    expect((await ask('PATCH', `/v1/webhooks/${id}`, { json })).status).toBe(422)
    const read = await ask('GET', `/v1/webhooks/${id}`)
    expect(read.body).toMatchObject({ data: { auth_enable: true, webhook_secret: secret } })
  })

  test('is null for a user who may not see secrets, and shown to whom makes it', async () => {
    const { id } = await make({ auth_enable: true })
    const developer = await userToken(app, await team.as('developer'))
    const read = await askAs(developer, 'GET', `/v1/webhooks/${id}`)
    expect(read.body).toMatchObject({ data: { auth_enable: true, webhook_secret: null } })
    expect(publishedFaults(200, read.body)).toEqual([])
    await askAs(developer, 'PATCH', `/v1/webhooks/${id}`, { json: { auth_enable: false } })
    const on = await askAs(developer, 'PATCH', `/v1/webhooks/${id}`, { json: { auth_enable: true } })
    expect(noted((on.body as { data: WebhookWire }).data).webhook_secret).toMatch(/^whsec_/)
  })
})

describe('who sees what', () => {
  test('an app sees what it made: not the dashboard’s, not another app’s, not another team’s', async () => {
    const owner = await team.as('owner')
    const other = await makeApp(owner)
    const hidden = [
      (await makeEndpoint(owner, 'vendaze')).endpoint.publicId,
      (await makeEndpoint(await (await makeTeam()).as('owner'), 'vendaze')).endpoint.publicId,
    ]
    const theirs = await askAs(await appToken(other), 'POST', '/v1/webhooks', { json: fields })
    hidden.push((theirs.body as { data: WebhookWire }).data.id, 'wh_00000000000000000000000000000000', 'x')
    for (const id of hidden) {
      for (const [method, request] of [
        ['GET', {}],
        ['PATCH', { json: { name: 'Mine' } }],
        ['PATCH', { raw: '{' }],
        ['DELETE', {}],
      ] as const) {
        const answer = await ask(method, `/v1/webhooks/${id}`, request)
        expect([id, method, answer.status]).toEqual([id, method, 404])
        expect(answer.body).toMatchObject({ error: { code: 'not_found', message: 'Webhook not found.' } })
        expect(publishedFaults(404, answer.body)).toEqual([])
      }
    }
    const listed = (await ask('GET', '/v1/webhooks?per_page=100')).body as WebhookPageWire
    expect(listed.data.filter((webhook) => hidden.includes(webhook.id))).toEqual([])
  })

  test('an app sees what the dashboard made for it', async () => {
    const { endpoint } = await createEndpoint(await team.as('admin'), {
      dialect: 'vendaze',
      fields: { ...fields, name: 'By hand' },
      oauthAppId: app.app.id,
    })
    expect((await ask('GET', `/v1/webhooks/${endpoint.publicId}`)).body).toMatchObject({
      data: { name: 'By hand' },
    })
  })

  test('every token of the app sees the same', async () => {
    const { id } = await make()
    const admin = await userToken(app, await team.as('admin'))
    expect((await askAs(admin, 'GET', `/v1/webhooks/${id}`)).status).toBe(200)
  })
})

describe('the list', () => {
  let ours: TestApp
  let bearer: string
  const page = async (query: string) =>
    (await askAs(bearer, 'GET', `/v1/webhooks${query}`)).body as WebhookPageWire
  const names = async (query: string) => (await page(query)).data.map((webhook) => webhook.name)
  beforeAll(async () => {
    ours = await makeApp(await team.as('owner'))
    bearer = await appToken(ours)
    for (const name of ['Beta', 'alpha', 'Gamma'])
      await askAs(bearer, 'POST', '/v1/webhooks', { json: { ...fields, name } })
  })

  test.each([
    ['', ['Gamma', 'alpha', 'Beta']],
    ['?order=asc', ['Beta', 'alpha', 'Gamma']],
    ['?order_by=name&order=asc', ['alpha', 'Beta', 'Gamma']],
    ['?order_by=name', ['Gamma', 'Beta', 'alpha']],
    ['?per_page=2&page=2', ['Beta']],
    ['?page=9', []],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  test('says how many there are and whether more follow', async () => {
    expect((await page('?per_page=2')).meta).toEqual({ total: 3, page: 1, per_page: 2, has_more: true })
    expect((await page('?per_page=2&page=2')).meta).toEqual({
      total: 3,
      page: 2,
      per_page: 2,
      has_more: false,
    })
    expect((await page('?page=2147483647&per_page=100')).meta.total).toBe(3)
    expect(JSON.stringify(await page('?page=9'))).toBe(
      '{"data":[],"meta":{"total":3,"page":9,"per_page":50,"has_more":false}}',
    )
  })

  test.each([
    ['page=0', 'page', 'Must be between 1 and 2147483647.'],
    ['page=x', 'page', 'Must be between 1 and 2147483647.'],
    ['per_page=101', 'per_page', 'Must be between 1 and 100.'],
    ['per_page=1e1', 'per_page', 'Must be between 1 and 100.'],
    ['order_by=url', 'order_by', 'Must be one of: created_at, name.'],
    ['order=up', 'order', 'Must be one of: desc, asc.'],
  ])('V9: %s is refused', async (query, field, reason) => {
    const answer = await askAs(bearer, 'GET', `/v1/webhooks?${query}`)
    expect([answer.status, answer.body]).toMatchObject([422, { error: { fields: { [field]: reason } } }])
  })
})

describe('refusals', () => {
  test.each([
    ['', 400, 'Request body must be valid JSON.'],
    ['{"name":', 400, 'Request body must be valid JSON.'],
    ['[{"name":"x"}]', 400, 'Request body must be valid JSON.'],
    ['null', 400, 'Request body must be valid JSON.'],
    ['{}', 400, 'No fields provided for update.'],
    ['{"webhook_secret":"whsec_mine","id":"x"}', 400, 'No fields provided for update.'],
  ])('V4, V5: a patch of %j is %i', async (raw, status, message) => {
    const { id } = await make()
    const answer = await ask('PATCH', `/v1/webhooks/${id}`, { raw })
    expect([answer.status, answer.body]).toMatchObject([status, { error: { code: 'bad_request', message } }])
    expect(publishedFaults(400, answer.body)).toEqual([])
  })

  const reasons: [unknown, Record<string, string>][] = [
    [
      { url: 'http://crm.example', events: [] },
      { url: 'url must use HTTPS.', events: 'At least one event is required.' },
    ],
    [{ name: '' }, { name: 'name must be between 1 and 100 characters.' }],
    [{ name: '   ' }, { name: 'name must be between 1 and 100 characters.' }],
    [{ name: 'x'.repeat(101) }, { name: 'name must be between 1 and 100 characters.' }],
    [
      { name: null, url: null },
      { name: 'name must be a string.', url: 'url must be a string.' },
    ],
    [{ name: 'a\u0000' }, { name: 'name contains characters that are not allowed.' }],
    [{ url: 'crm' }, { url: 'url must be a valid URL.' }],
    [{ url: 'https://a:b@crm.example' }, { url: 'url must not contain credentials.' }],
    [{ url: `https://crm.example/${'x'.repeat(2048)}` }, { url: 'url must be at most 2048 characters.' }],
    [{ events: ['deal.won', 'deal.gone'] }, { events: 'events contains an invalid event name.' }],
    [{ events: ['*'] }, { events: 'events contains an invalid event name.' }],
    [{ events: 'deal.won' }, { events: 'events must be an array of event names.' }],
    [{ events: [1] }, { events: 'events must be an array of event names.' }],
    [{ events: null }, { events: 'events must be an array of event names.' }],
    [{ auth_enable: null }, { auth_enable: 'auth_enable must be a boolean.' }],
    [{ auth_enable: 1 }, { auth_enable: 'auth_enable must be a boolean.' }],
  ]
  test.each(reasons)('V5, V7: a patch of %j says why, field by field', async (json, expected) => {
    const { id } = await make()
    const answer = await ask('PATCH', `/v1/webhooks/${id}`, { json })
    expect(answer.status, answer.text).toBe(422)
    expect(answer.body).toEqual({
      error: {
        code: 'validation_error',
        message: 'Validation failed.',
        fields: expected,
        request_id: answer.headers.get('x-request-id'),
      },
    })
    expect(publishedFaults(422, answer.body)).toEqual([])
  })

  test('a new webhook needs name, url and events', async () => {
    const answer = await ask('POST', '/v1/webhooks', { json: {} })
    expect([answer.status, answer.body]).toMatchObject([
      422,
      {
        error: {
          fields: { name: 'name is required.', url: 'url is required.', events: 'events is required.' },
        },
      },
    ])
  })

  test('deleted is 204 without a body, and 404 the second time', async () => {
    const { id } = await make()
    const first = await ask('DELETE', `/v1/webhooks/${id}`)
    expect([first.status, first.text]).toEqual([204, ''])
    expect((await ask('DELETE', `/v1/webhooks/${id}`)).status).toBe(404)
  })

  test('a webhook that others change meanwhile is deleted all the same', async () => {
    const { id } = await make()
    const answers = await Promise.all([
      ...['a', 'b', 'c'].map((name) => ask('PATCH', `/v1/webhooks/${id}`, { json: { name } })),
      ask('DELETE', `/v1/webhooks/${id}`),
    ])
    expect(answers.at(-1)?.status).toBe(204)
    expect(answers.slice(0, -1).every(({ status }) => status === 200 || status === 404)).toBe(true)
  })
})

test('the vendor’s examples fit the vendor’s schemas, as ours have to', () => {
  for (const [status, answer] of publishedAnswers) {
    const { example } = answer.content['application/json']
    if (example !== undefined) expect(publishedFaults(status, example)).toEqual([])
  }
})
