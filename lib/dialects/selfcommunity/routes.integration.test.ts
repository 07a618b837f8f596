import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { type DoorRequest, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { catalogue } from './catalogue.ts'
import { personalToken } from './conformance.fixture.ts'
import { selfcommunityOperations, selfcommunityRoutes } from './routes.ts'
import type { EndpointWire, ErrorsWire, PageWire } from './wire.ts'

useDatabase()

const ROOT = '/api/v2/webhook/endpoint/'
const NOT_FOUND = '{"errors":[{"message":"Not found.","code":"not_found"}]}'
const valid = { target: 'https://feed.example/sc', events: [{ type: 'comment.created' }] }

async function open(team?: TestTeam) {
  const own = team ?? (await makeTeam())
  const headers = await personalToken(own)
  const app = selfcommunityRoutes(testServices())
  const send = (method: string, path: string, request: DoorRequest = {}) =>
    sendDocumented(app, selfcommunityOperations, method, path, {
      ...request,
      headers: { ...headers, ...request.headers },
    })
  const create = async (fields: object = {}) => {
    const answer = await send('POST', ROOT, { json: { ...valid, ...fields } })
    return { answer, body: answer.body as EndpointWire }
  }
  const page = async (query = '', below = '') =>
    (await send('GET', `${ROOT}${below}${query}`)).body as PageWire<EndpointWire>
  return { team: own, send, create, page }
}

const failing = (field: string, message: string, code: string) => ({
  errors: [{ field, messages: [{ message, code }] }],
})

describe('create', () => {
  test('answers 201 with the endpoint; no secret is in it', async () => {
    const { create } = await open()
    const { answer, body } = await create({ description: 'Feed', is_active: false })
    expect(answer.status).toBe(201)
    expect(Object.keys(body)).toEqual(
      'id created_at updated_at is_active target description events ssl_cert_verification'.split(' '),
    )
    expect(body).toMatchObject({ target: valid.target, description: 'Feed', is_active: false })
    expect(body.events).toEqual([{ type: 'comment.created', added_at: body.created_at }])
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/)
    expect(Number.isSafeInteger(body.id)).toBe(true)
  })

  test('has defaults: active, certificates are checked, no description', async () => {
    const { team, create } = await open()
    const { body } = await create()
    expect(body).toMatchObject({ is_active: true, ssl_cert_verification: true, description: '' })
    const row = await db().endpoint.findFirstOrThrow({
      where: { teamId: team.id, publicId: String(body.id) },
    })
    expect(row.name).toBe('feed.example')
  })

  test('target and events are required, and both are named', async () => {
    const { send } = await open()
    const messages = [{ message: 'This field is required.', code: 'required' }]
    for (const request of [{ json: {} }, {}]) {
      const answer = await send('POST', ROOT, request)
      expect([answer.status, answer.body]).toEqual([
        400,
        {
          errors: [
            { field: 'target', messages },
            { field: 'events', messages },
          ],
        },
      ])
    }
  })

  test('a name that only the event pages have is accepted', async () => {
    const { create } = await open()
    expect((await create({ events: [{ type: 'legal_page.updated' }] })).answer.status).toBe(201)
  })
})

describe('list', () => {
  test('is a page of this team and dialect, newest first', async () => {
    const { team, create, page } = await open()
    await makeEndpoint(await team.as('owner'), 'vendaze')
    await (await open()).create()
    const first = await create()
    const second = await create()
    expect(await page()).toEqual({
      count: 2,
      next: null,
      previous: null,
      results: [second.body, first.body],
    })
  })

  test('pages by limit and offset, with whole addresses of the pages beside it', async () => {
    const { create, page } = await open()
    for (let n = 0; n < 3; n++) await create()
    const middle = await page('?limit=1&offset=1&ordering=created_at')
    const address = `https://patchbay.test${ROOT}?limit=1`
    expect(middle).toMatchObject({
      count: 3,
      next: `${address}&offset=2&ordering=created_at`,
      previous: `${address}&ordering=created_at`,
    })
    expect(middle.results).toHaveLength(1)
  })

  test.each(['?limit=0', '?limit=x&offset=-3', '?limit=&offset=', '?ordering=nonsense'])(
    'what is no good in %s counts as absent',
    async (query) => {
      const { create, page } = await open()
      for (let n = 0; n < 21; n++) await create()
      const found = await page(query)
      expect([found.count, found.results.length]).toEqual([21, 20])
      expect(found.results[0]?.id).toBeGreaterThan(found.results[1]?.id ?? 0)
    },
  )

  test('a limit beyond the most, and an offset beyond all numbers, are taken', async () => {
    const { create, page } = await open()
    await create()
    expect((await page('?limit=5000')).results).toHaveLength(1)
    expect((await page('?offset=99999999999999999999')).results).toEqual([])
  })

  test('by time of change and by activity, either way', async () => {
    const { send, create, page } = await open()
    const a = (await create({ is_active: false })).body.id
    const b = (await create()).body.id
    await send('PATCH', `${ROOT}${a}/`, { json: { description: 'later' } })
    const order = async (ordering: string) =>
      (await page(`?ordering=${ordering}`)).results.map((item) => item.id)
    expect(await order('created_at')).toEqual([a, b])
    expect(await order('-updated_at')).toEqual([a, b])
    expect(await order('is_active')).toEqual([a, b])
    expect(await order('-is_active')).toEqual([b, a])
    expect(await order('target,created_at')).toEqual([a, b])
  })
})

describe('search', () => {
  test('finds parts of the target, without regard to case and without wildcards', async () => {
    const { create, page } = await open()
    const one = (await create({ target: 'https://one.example/SC_feed' })).body
    await create({ target: 'https://two.example/scXfeed' })
    expect(await page('?target=sc_FEED', 'search/')).toMatchObject({ count: 1, results: [one] })
    expect((await page('?target=%25', 'search/')).count).toBe(0)
    expect((await page('?target=%00', 'search/')).count).toBe(0)
    expect((await page('', 'search')).count).toBe(2)
  })

  test('keeps what was searched for in the addresses of pages', async () => {
    const { create, page } = await open()
    await create()
    await create()
    expect((await page('?target=feed.example&limit=1', 'search')).next).toBe(
      `https://patchbay.test${ROOT}search/?limit=1&offset=1&target=feed.example`,
    )
  })
})

test('C12: the list of event types is a bare list of all names that are accepted', async () => {
  const { send } = await open()
  const answer = await send('GET', `${ROOT}event/`)
  expect([answer.status, answer.body]).toEqual([200, catalogue.events.map((event) => event.type)])
})

describe('one endpoint', () => {
  test('with a slash and without, by any spelling of its number', async () => {
    const { create, send } = await open()
    const { body } = await create()
    for (const path of [`${ROOT}${body.id}/`, `${ROOT}${body.id}`, `${ROOT}00${body.id}`]) {
      const answer = await send('GET', path)
      expect([answer.status, answer.body]).toEqual([200, body])
    }
  })

  test('no slash leads a write elsewhere', async () => {
    const { create, send } = await open()
    const { body } = await create()
    const answer = await send('PATCH', `${ROOT}${body.id}`, { json: { is_active: false } })
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    const made = await send('POST', ROOT.slice(0, -1), { json: valid })
    expect([made.status, made.headers.get('location')]).toEqual([201, null])
  })

  test.each([
    ['GET', ''],
    ['PUT', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', 'attempt/'],
    ['POST', 'secret/reveal/'],
    ['POST', 'secret/expire/'],
  ])("%s %s: another team's answers byte for byte as none, whatever the body", async (method, below) => {
    const { body } = await (await open()).create()
    const { send } = await open()
    const request = method === 'GET' || method === 'DELETE' ? {} : { raw: '{"broken' }
    for (const id of [body.id, 999_999_999_999, 'abc', '1e3', '-1', '١', '9'.repeat(40)]) {
      const answer = await send(method, `${ROOT}${id}/${below}`, request)
      expect([id, answer.status, answer.text]).toEqual([id, 404, NOT_FOUND])
    }
  })
})

describe('update (C1, C2, C3)', () => {
  test('one field alone, or several', async () => {
    const { create, send } = await open()
    const { body } = await create()
    const one = await send('PATCH', `${ROOT}${body.id}/`, { json: { is_active: false } })
    expect(one.body).toEqual({
      ...body,
      is_active: false,
      updated_at: (one.body as EndpointWire).updated_at,
    })
    const json = { target: 'http://plain.example', description: 'x', ssl_cert_verification: false }
    expect((await send('PATCH', `${ROOT}${body.id}/`, { json })).body).toMatchObject({
      ...json,
      is_active: false,
    })
  })

  test('nothing changes nothing', async () => {
    const { create, send } = await open()
    const { body } = await create()
    for (const request of [{ json: {} }, {}, { json: { added: 1 } }, { json: { is_active: 'true' } }]) {
      const answer = await send('PATCH', `${ROOT}${body.id}/`, request)
      expect([answer.status, answer.body]).toEqual([200, body])
    }
  })

  test('C4, C5: the list is replaced; what stays keeps its date, what is sent as date does not count', async () => {
    const { create, send } = await open()
    const { body } = await create({ events: [{ type: 'post.created' }, { type: 'comment.created' }] })
    const json = {
      events: [
        { type: 'vote.created', added_at: '2001-01-01T00:00:00+00:00' },
        { type: 'comment.created', added_at: '2001-01-01T00:00:00+00:00' },
      ],
    }
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { json })
    const { events } = answer.body as EndpointWire
    expect(events.map((event) => event.type)).toEqual(['vote.created', 'comment.created'])
    expect(events[1]).toEqual(body.events[1])
    expect((events[0]?.added_at ?? '') >= body.created_at).toBe(true)
  })

  test.each([true, 'true', 1])('C7: %j is true', async (value) => {
    const { create, send } = await open()
    const { body } = await create({ is_active: false })
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { json: { is_active: value } })
    expect(answer.body).toMatchObject({ is_active: true })
  })

  test.each([false, 'false', 0])('C7: %j is false', async (value) => {
    const { create, send } = await open()
    const { body } = await create()
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { json: { ssl_cert_verification: value } })
    expect(answer.body).toMatchObject({ ssl_cert_verification: false })
  })

  test.each([
    ['is_active', null, 'This field may not be null.', 'null'],
    ['is_active', 'boolean', 'Must be a valid boolean.', 'invalid'],
    ['is_active', [], 'Must be a valid boolean.', 'invalid'],
    ['target', null, 'This field may not be null.', 'null'],
    ['target', '', 'This field may not be blank.', 'blank'],
    ['target', ' ', 'This field may not be blank.', 'blank'],
    ['target', 'string', 'Enter a valid URL.', 'invalid'],
    ['target', 'ftp://x.example', 'Enter a valid URL.', 'invalid'],
    ['target', 'https://user:pw@x.example', 'Enter a valid URL.', 'invalid'],
    ['target', {}, 'Not a valid string.', 'invalid'],
    [
      'target',
      `https://x.example/${'a'.repeat(2048)}`,
      'Ensure this field has no more than 2048 characters.',
      'max_length',
    ],
    ['description', 7, 'Not a valid string.', 'invalid'],
    ['description', 'x'.repeat(501), 'Ensure this field has no more than 500 characters.', 'max_length'],
    ['events', null, 'This field may not be null.', 'null'],
    ['events', [], 'This list may not be empty.', 'empty'],
    ['events', 'post.created', 'Expected a list of items but got type "str".', 'invalid'],
    ['events', { type: 'x' }, 'Expected a list of items but got type "dict".', 'invalid'],
    ['events', ['post.created'], 'Invalid data. Expected a dictionary, but got str.', 'invalid'],
    ['events', [{}], 'This field is required.', 'required'],
    ['events', [{ type: null }], 'This field may not be null.', 'null'],
    ['events', [{ type: 5 }], 'Not a valid string.', 'invalid'],
    ['events', [{ type: '' }], 'This field may not be blank.', 'blank'],
    ['events', [{ type: 'no.such' }], 'no.such is not in the event catalogue.', 'invalid_choice'],
    ['events', [{ type: '*' }], 'This dialect has no event that stands for all.', 'invalid_choice'],
  ])('%s = %j: 400 at the field, and nothing changes', async (field, value, message, code) => {
    const { create, send } = await open()
    const { body } = await create()
    const json = { description: 'not stored', [field]: value }
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { json })
    expect([answer.status, answer.body]).toEqual([400, failing(field, message, code)])
    expect((await send('GET', `${ROOT}${body.id}/`)).body).toEqual(body)
  })

  test('all that is wrong is said at once', async () => {
    const { create, send } = await open()
    const { body } = await create()
    const json = { is_active: 'x', target: null, events: [] }
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { json })
    expect((answer.body as ErrorsWire).errors.map((error) => 'field' in error && error.field)).toEqual([
      'is_active',
      'target',
    ])
  })

  test.each([
    ['[]', 'Invalid data. Expected a dictionary, but got list.', 'invalid'],
    ['null', 'Invalid data. Expected a dictionary, but got NoneType.', 'invalid'],
    ['{"a":', 'JSON parse error - The body is not valid JSON.', 'parse_error'],
  ])('%s: 400 about the body', async (raw, message, code) => {
    const { create, send } = await open()
    const { body } = await create()
    const answer = await send('PATCH', `${ROOT}${body.id}/`, { raw })
    expect([answer.status, answer.body]).toEqual([400, { errors: [{ message, code }] }])
  })
})

describe('replace', () => {
  test('sets what was sent, and all else to its default', async () => {
    const { create, send } = await open()
    const { body } = await create({ is_active: false, description: 'Feed', ssl_cert_verification: false })
    const json = { target: 'https://other.example', events: [{ type: 'user.created' }] }
    const answer = await send('PUT', `${ROOT}${body.id}/`, { json })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      id: body.id,
      created_at: body.created_at,
      is_active: true,
      target: 'https://other.example',
      description: '',
      ssl_cert_verification: true,
    })
  })

  test('target and events are required', async () => {
    const { create, send } = await open()
    const { body } = await create()
    const answer = await send('PUT', `${ROOT}${body.id}/`, { json: { target: valid.target } })
    expect([answer.status, answer.body]).toEqual([
      400,
      failing('events', 'This field is required.', 'required'),
    ])
    expect((await send('GET', `${ROOT}${body.id}/`)).body).toEqual(body)
  })
})

test('delete answers 204 without a body, and then it is gone', async () => {
  const { create, send } = await open()
  const { body } = await create()
  const answer = await send('DELETE', `${ROOT}${body.id}/`)
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect((await send('GET', `${ROOT}${body.id}/`)).text).toBe(NOT_FOUND)
})
