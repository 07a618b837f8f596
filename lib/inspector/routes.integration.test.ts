import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { signatureHeader } from '#lib/delivery/sign.ts'
import { adapterOf, profiles } from '#lib/dialects/registry.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { revokeSecret } from '#lib/domain/endpoints/revoke-secret.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import type { PlainSecret } from '#lib/domain/endpoints/secrets.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { clearInbox } from '#lib/domain/inspector/clear-inbox.ts'
import { closeInbox } from '#lib/domain/inspector/close-inbox.ts'
import { eraseOldRequests } from '#lib/domain/inspector/erase-old.ts'
import { getRequest } from '#lib/domain/inspector/get-request.ts'
import { type InboxView, KEPT_BODY_BYTES, KEPT_REQUESTS } from '#lib/domain/inspector/inbox.ts'
import { listInboxes } from '#lib/domain/inspector/list-inboxes.ts'
import { listRequests } from '#lib/domain/inspector/list-requests.ts'
import { openInbox } from '#lib/domain/inspector/open-inbox.ts'
import { RECEIVE_LIMIT } from '#lib/domain/inspector/receive.ts'
import { setAnswer } from '#lib/domain/inspector/set-answer.ts'
import { takePoint } from '#lib/domain/rate-limits/take-point.ts'
import { type FakeClock, fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertAttempt } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { inspectorRoutes } from './routes.ts'

useDatabase()

const ORIGIN = 'https://hooks.test'
const MINUTE_MS = 60_000

interface Scene {
  readonly team: TestTeam
  readonly ctx: TestContext
  readonly clock: FakeClock
  readonly inbox: InboxView
  readonly post: (request?: RequestInit, below?: string) => Promise<Response>
}

async function scene(): Promise<Scene> {
  const team = await makeTeam()
  const clock = fakeClock()
  const ctx = await team.as('owner', { clock })
  const inbox = await openInbox(ctx, { name: 'Inbox' })
  const routes = inspectorRoutes(ctx)
  const post: Scene['post'] = async (request = {}, below = '') =>
    routes.request(`${ORIGIN}${inbox.path}${below}`, { method: 'POST', ...request })
  return { team, ctx, clock, inbox, post }
}

async function leading({ ctx, inbox }: Scene, dialect: string, fields: Record<string, unknown> = {}) {
  const url = ORIGIN + inbox.path
  const { endpoint, secret } = await makeEndpoint(ctx, dialect, {
    url,
    // off unless it is asked for
    ...(dialect === 'vendaze' && { signing: true }),
    ...fields,
  })
  if (!secret) throw new Error('It has no secret.')
  return { endpoint, secret }
}

/** What Patchbay would send to the endpoint now. */
function signed({ clock }: Scene, dialect: string, keys: readonly PlainSecret[]) {
  const adapter = adapterOf(dialect)
  if (!adapter) throw new Error(`No dialect ${dialect}.`)
  const sentAt = clock.now()
  const [event] = adapter.profile.catalogue.kind === 'fixed' ? adapter.profile.catalogue.events : []
  const sample = adapter.sampleMessage(event?.type ?? 'invoice.created')
  const { body, headers } = adapter.encodeDelivery({ ...sample, sentAt })
  return {
    body,
    headers: { ...headers, ...signatureHeader(adapter.profile, keys, { headers, body, sentAt }) },
  }
}

async function all({ ctx, inbox }: Scene) {
  return (await listRequests(ctx, { inboxId: inbox.id })).items
}

async function last(made: Scene) {
  const [first] = await all(made)
  return getRequest(made.ctx, first?.id ?? '')
}

async function rotated({ ctx }: Scene, { id }: EndpointWithSecrets): Promise<PlainSecret> {
  const { secret } = await rotateSecret(ctx, { id })
  registerSecret('endpoint-secret', secret)
  return secret
}

const dialects = profiles.map(({ dialect }) => dialect)

test.each(dialects)(
  '%s: what its endpoint signs verifies; an altered body and another key do not',
  async (dialect) => {
    const made = await scene()
    const { endpoint, secret } = await leading(made, dialect)
    const request = signed(made, dialect, [secret])
    const answer = await made.post(request)
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
    expect(await last(made)).toMatchObject({
      ...{ verdict: 'verified', method: 'POST', path: '', body: request.body, olderKey: false },
      endpoint: { id: endpoint.id, name: endpoint.name },
    })

    await made.post({ ...request, body: `${request.body.slice(0, -1)},"more":1}` })
    expect(await last(made)).toMatchObject({ verdict: 'mismatch', isAltered: false })
    await made.post({ ...request, body: request.body.replace('{', '{ ') })
    const reformatted = await last(made)
    // a float on the full second is written anew as a whole number, so such a body cannot be told
    expect(reformatted.verdict).toBe(dialect === 'selfcommunity' ? 'mismatch' : 'reformatted')

    const foreign = registerSecret('endpoint-secret', `whsec_${Buffer.alloc(32, 7).toString('base64')}`)
    await made.post(signed(made, dialect, [foreign as PlainSecret]))
    expect((await last(made)).verdict).toBe('mismatch')
    await made.post({ ...request, headers: { 'content-type': 'application/json' } })
    expect((await last(made)).verdict).toBe('unsigned')
  },
)

test.each(['standard', 'composio', 'selfcommunity'])(
  '%s: a signature is good for five minutes',
  async (dialect) => {
    const made = await scene()
    const { secret } = await leading(made, dialect)
    const request = signed(made, dialect, [secret])
    made.clock.advance(5 * MINUTE_MS)
    await made.post(request)
    expect((await last(made)).verdict).toBe('verified')
    made.clock.advance(MINUTE_MS)
    await made.post(request)
    expect(await last(made)).toMatchObject({ verdict: 'stale', signedAt: '2026-02-10T10:00:00.000Z' })
  },
)

test('while keys overlap both verify; the older one ends with its overlap, or when it is revoked', async () => {
  const made = await scene()
  const { endpoint, secret: first } = await leading(made, 'standard')
  const second = await rotated(made, endpoint)
  await made.post(signed(made, 'standard', [second, first]))
  expect(await last(made)).toMatchObject({ verdict: 'verified', olderKey: false })
  await made.post(signed(made, 'standard', [first]))
  expect(await last(made)).toMatchObject({ verdict: 'verified', olderKey: true })
  made.clock.advance(25 * 60 * MINUTE_MS)
  await made.post(signed(made, 'standard', [first]))
  expect((await last(made)).verdict).toBe('old_key')

  const third = await rotated(made, endpoint)
  const { secrets } = (await updateEndpoint(made.ctx, { id: endpoint.id, patch: {} })).endpoint
  const older = secrets.find(({ expiresAt }) => expiresAt !== null)
  await revokeSecret(made.ctx, { id: endpoint.id, secretId: older?.id ?? '' })
  await made.post(signed(made, 'standard', [second]))
  expect((await last(made)).verdict).toBe('old_key')
  await made.post(signed(made, 'standard', [third]))
  expect((await last(made)).verdict).toBe('verified')
})

test('a signature of ours under another body says that it was altered on the way', async () => {
  const made = await scene()
  const { endpoint, secret } = await leading(made, 'standard')
  const { headers, body } = signed(made, 'standard', [secret])
  await insertAttempt(endpoint, {
    deliveryId: crypto.randomUUID(),
    requestHeaders: headers,
    requestBody: body,
    sentAt: made.clock.now(),
  })
  await made.post({ headers, body: body.replace('{', '{"x":1,') })
  expect(await last(made)).toMatchObject({ verdict: 'mismatch', isAltered: true })
})

test('what is not of the form is told from what is not there', async () => {
  const made = await scene()
  const { secret } = await leading(made, 'standard')
  const { headers, body } = signed(made, 'standard', [secret])
  for (const broken of [
    { ...headers, 'webhook-timestamp': 'yesterday' },
    { ...headers, 'webhook-signature': 'v9,abc' },
    { 'webhook-signature': headers['webhook-signature'] ?? '' },
  ]) {
    await made.post({ headers: broken, body })
    expect((await last(made)).verdict).toBe('malformed')
  }
})

test('an endpoint that does not sign, and none at all', async () => {
  const made = await scene()
  await made.post({ body: '{}' })
  expect(await last(made)).toMatchObject({ verdict: 'no_endpoint', endpoint: null })
  await made.post({ body: '{}', headers: { 'webhook-signature': 'v1,abc' } })
  expect((await last(made)).verdict).toBe('no_endpoint')
  const { endpoint } = await leading(made, 'vendaze')
  await updateEndpoint(made.ctx, { id: endpoint.id, patch: { signing: false } })
  await made.post({ body: '{}' })
  expect((await last(made)).verdict).toBe('not_signing')
})

test('of several endpoints that lead here, the one that made the signature counts', async () => {
  const made = await scene()
  const { endpoint, secret } = await leading(made, 'standard', { name: 'First' })
  await leading(made, 'storno')
  await leading(made, 'standard', { name: 'Last', url: `${ORIGIN}${made.inbox.path}/below?x=1` })
  await made.post(signed(made, 'standard', [secret]))
  expect(await last(made)).toMatchObject({
    verdict: 'verified',
    endpoint: { id: endpoint.id, name: 'First' },
  })
})

test('an endpoint of another team that leads here has no say', async () => {
  const made = await scene()
  const other = await scene()
  const { secret } = await leading({ ...other, inbox: made.inbox }, 'standard')
  await made.post(signed(made, 'standard', [secret]))
  expect((await last(made)).verdict).toBe('no_endpoint')
})

test('every method is taken, with path, query, headers and body; credentials are masked', async () => {
  const made = await scene()
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expect((await made.post({ method }, '/orders/7?state=open&api_key=hunter')).status).toBe(200)
  expect((await all(made)).map(({ method }) => method)).toEqual(['OPTIONS', 'DELETE', 'PATCH', 'PUT', 'GET'])
  await made.post({
    headers: {
      ...{ authorization: 'Bearer abc', cookie: 'a=b', 'x-api-key': 'k', 'x-team': 'billing' },
      'x-hub-signature': 'sha256=00',
    },
    body: Buffer.from('a\u0000b'),
  })
  const request = await last(made)
  expect(Object.fromEntries(request.headers)).toMatchObject({
    ...{ authorization: '••••••••', cookie: '••••••••', 'x-api-key': '••••••••', 'x-team': 'billing' },
    'x-hub-signature': 'sha256=00',
  })
  expect(request.body).toBe('a\ufffdb')
  const [, first] = await all(made)
  expect(first?.path).toBe('/orders/7?state=open&api_key=••••••••')
})

test('the body is cut where it is kept, not where it is judged', async () => {
  const made = await scene()
  const { secret } = await leading(made, 'standard')
  const profile = adapterOf('standard')?.profile
  if (!profile) throw new Error('No dialect.')
  const body = 'é'.repeat(KEPT_BODY_BYTES)
  const sentAt = made.clock.now()
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(sentAt.getTime() / 1000) }
  const signature = signatureHeader(profile, [secret], { headers, body: `x${body}`, sentAt })
  await made.post({ headers: { ...headers, ...signature }, body: `x${body}` })
  const request = await last(made)
  expect(request).toMatchObject({ verdict: 'verified', bodyIsCut: true, bodyBytes: 2 * KEPT_BODY_BYTES + 1 })
  expect(request.body).toBe(`x${'é'.repeat(KEPT_BODY_BYTES / 2 - 1)}`)
})

test('above 1 MiB is refused and not kept', async () => {
  const made = await scene()
  const answer = await made.post({
    body: 'x'.repeat(1024 * 1024 + 1),
    headers: { 'content-length': '1048577' },
  })
  expect(answer.status).toBe(413)
  expect(await all(made)).toEqual([])
})

test('an address that is none answers as any other path that is not there', async () => {
  const made = await scene()
  const routes = inspectorRoutes(made.ctx)
  const answers = await Promise.all(
    [`/inspect/${'0'.repeat(32)}`, '/inspect/short', '/inspect', `${made.inbox.path}0`].map(async (path) => {
      const answer = await routes.request(ORIGIN + path, { method: 'POST', body: '{}' })
      return [answer.status, await answer.text()]
    }),
  )
  expect(new Set(answers.map(String)).size).toBe(1)
  expect(answers[0]?.[0]).toBe(404)
  await closeInbox(made.ctx, made.inbox.id)
  expect((await made.post()).status).toBe(404)
})

test('too much at once is told when to come back, and not kept', async () => {
  const made = await scene()
  const { points } = RECEIVE_LIMIT.rule
  for (let n = 1; n < points; n++) await takePoint({ ...RECEIVE_LIMIT, key: made.inbox.id })
  expect((await made.post()).status).toBe(200)
  const refused = await made.post()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await all(made)).toHaveLength(1)
})

test('answers what it is told to, and says afterwards what it did', async () => {
  const made = await scene()
  const { id } = made.inbox
  for (const status of [410, 429, 500, 200]) {
    await setAnswer(made.ctx, { id, status, delayMs: 0 })
    const answer = await made.post()
    expect([answer.status, await answer.json()]).toEqual([status, { ok: status === 200 }])
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '30' : null)
    expect((await last(made)).answerStatus).toBe(status)
  }
  await setAnswer(made.ctx, { id, status: 200, delayMs: 10_000 })
  const impatient = new AbortController()
  const waiting = made.post({ signal: impatient.signal })
  await expect.poll(() => all(made)).toHaveLength(5)
  impatient.abort()
  expect((await waiting).status).toBe(200)
  for (const bad of [
    { status: 204, delayMs: 0 },
    { status: 200, delayMs: 10_001 },
    { status: 200, delayMs: -1 },
  ])
    await expect(setAnswer(made.ctx, { id, ...bad })).rejects.toMatchObject({ code: 'invalid' })
})

test('keeps the newest of a day, walked page by page', async () => {
  const made = await scene()
  const { id: inboxId } = made.inbox
  const rows = Array.from({ length: KEPT_REQUESTS + 5 }, (_, n) => ({
    ...{ id: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`, inboxId, teamId: made.team.id },
    ...{ method: 'GET', path: `/${n}`, headers: [], body: '', bodyBytes: 0, answerStatus: 200 },
    ...{ verdict: 'no_endpoint', receivedAt: made.clock.now() },
  }))
  await db().inspectorRequest.createMany({ data: rows.slice(0, KEPT_REQUESTS + 5) })
  await made.post()
  expect(await db().inspectorRequest.count({ where: { inboxId } })).toBe(KEPT_REQUESTS)
  const first = await listRequests(made.ctx, { inboxId, limit: 100 })
  const second = await listRequests(made.ctx, { inboxId, limit: 100, cursor: first.next ?? '' })
  expect([first.items.length, second.items.length, second.next]).toEqual([100, 100, null])
  expect(await listRequests(made.ctx, { inboxId, limit: 100, cursor: second.previous ?? '' })).toEqual({
    ...first,
    previous: null,
  })
  made.clock.advance(24 * 60 * MINUTE_MS + 1)
  expect(await all(made)).toEqual([])
  await expect(getRequest(made.ctx, first.items[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  expect(await eraseOldRequests(made.ctx)).toBeGreaterThanOrEqual(KEPT_REQUESTS)
  expect(await db().inspectorRequest.count({ where: { inboxId } })).toBe(0)
})

test('a team of others sees nothing of an inbox, and changes nothing', async () => {
  const made = await scene()
  await made.post()
  const { id } = await last(made)
  const stranger = await (await makeTeam()).as('owner', { clock: made.clock })
  const inboxId = made.inbox.id
  expect(await listInboxes(stranger)).toEqual([])
  for (const call of [
    () => listRequests(stranger, { inboxId }),
    () => getRequest(stranger, id),
    () => clearInbox(stranger, inboxId),
    () => closeInbox(stranger, inboxId),
    () => setAnswer(stranger, { id: inboxId, status: 500, delayMs: 0 }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'not_found' })
  expect(await all(made)).toHaveLength(1)
  expect(await clearInbox(made.ctx, inboxId)).toBe(1)
  expect(await all(made)).toEqual([])
})

test('a team has ten inboxes at most, each under a name of its own', async () => {
  const { ctx } = await scene()
  await expect(openInbox(ctx, { name: ' Inbox ' })).rejects.toMatchObject({ code: 'already_exists' })
  await expect(openInbox(ctx, { name: '  ' })).rejects.toMatchObject({ code: 'invalid' })
  const made = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) => openInbox(ctx, { name: `Inbox ${n}` })),
  )
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(9)
  expect(await listInboxes(ctx)).toHaveLength(10)
})

test('open pages are told that something came, and not what', async () => {
  const made = await scene()
  made.ctx.told.splice(0)
  await made.post({ body: '{"private":1}' })
  expect(made.ctx.told).toEqual([
    expect.objectContaining({
      teamId: made.team.id,
      entity: 'inspector',
      entityId: made.inbox.id,
      fields: [],
    }),
  ])
})
