import { createHmac } from 'node:crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { adapterOf, profiles } from '#lib/dialects/registry.ts'
import { revokeSecret } from '#lib/domain/endpoints/revoke-secret.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { verificationSnippets } from '#lib/domain/endpoints/snippets.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import type { Received } from '#lib/testing/receiver.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { installedLanguages, runSnippet } from '#lib/testing/snippets.ts'
import { makeScene, type Scene, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()
const scene = () => makeScene(receiver.get())

/** The base64 or hex of HMAC-SHA256, as the contracts have it: the secret's characters are the key. */
const hmac = (secret: string, text: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', secret).update(text).digest(encoding)

const header = (request: Received, name: string) => String(request.headers[name])
const textHeaders = (request: Received) =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))

async function only({ round }: Scene, path: string): Promise<Received> {
  expect(await round()).toBe(1)
  const [request, ...others] = receiver.get().requests(path)
  expect(others).toEqual([])
  if (!request) throw new Error('Nothing was received.')
  return request
}

async function rotated(made: Scene, id: string, overlapMs?: number): Promise<string> {
  const { secret } = await rotateSecret(made.ctx, { id, overlapMs })
  return registerSecret('endpoint-secret', secret)
}

/** Verifies as a receiver does whose clock is the scene's. */
function verifiesNow(secret: string, { body }: Received, headers: Record<string, string>, at: Date): boolean {
  // both libraries ask the machine for the time, so the time that was sent is shown to be the scene's, and theirs is not asked
  expect(headers['webhook-timestamp']).toBe(String(at.getTime() / 1000))
  const signature = new StandardWebhook(secret).sign(headers['webhook-id'] ?? '', at, body)
  const svix = new SvixWebhook(secret).sign(headers['webhook-id'] ?? '', at, body)
  expect(svix).toBe(signature)
  return (headers['webhook-signature'] ?? '').split(' ').includes(signature)
}

test('standard: what the reference libraries sign, with id, time and body', async () => {
  const made = await scene()
  const { secret } = await made.endpoint('standard', {
    headers: { 'X-Team': 'billing', Authorization: 'Bearer receiver' },
  })
  const payload = { zulu: 1, alpha: 'é' }
  const message = await publishMessage(made.ctx, { eventType: 'invoice.created', payload })
  const request = await only(made, made.path)
  expect(request.body).toBe(
    '{"type":"invoice.created","timestamp":"2026-02-10T10:00:00.000Z","data":{"zulu":1,"alpha":"é"}}',
  )
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': `msg_${message.id}`,
    'x-team': 'billing',
    authorization: 'Bearer receiver',
  })
  expect(header(request, 'webhook-signature')).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/)
  expect(verifiesNow(secret ?? '', request, textHeaders(request), made.clock.now())).toBe(true)
})

test('standard: both libraries accept what was sent this minute', async () => {
  const made = await scene()
  const { secret } = await made.endpoint('standard')
  made.clock.advance(Date.now() - made.clock.now().getTime())
  await publishMessage(made.ctx, { eventType: 'invoice.created', payload: { id: 'inv_1' } })
  const request = await only(made, made.path)
  const verified = { type: 'invoice.created', data: { id: 'inv_1' } }
  expect(new StandardWebhook(secret ?? '').verify(request.body, textHeaders(request))).toMatchObject(verified)
  expect(() => new SvixWebhook(secret ?? '').verify(request.body, textHeaders(request))).not.toThrow()
  expect(() => new SvixWebhook(secret ?? '').verify(`${request.body} `, textHeaders(request))).toThrow()
})

test.each(profiles)(
  '$dialect: what was sent passes the code that its page shows, in each language here',
  async ({ dialect, delivery, secret: { presence } }) => {
    const made = await scene()
    const { endpoint, secret } = await made.endpoint(dialect, presence === 'always' ? {} : { signing: true })
    made.clock.advance(Date.now() - made.clock.now().getTime())
    const eventType = endpoint.events[0]?.type ?? ''
    const { data, metadata } = adapterOf(dialect)?.sampleMessage(eventType) ?? {}
    await publishMessage(made.ctx, { dialect, eventType, payload: data ?? {}, metadata })
    const request = await only(made, made.path)
    const sent = { body: request.body, headers: textHeaders(request), secret: secret ?? '' }
    for (const { language, code } of verificationSnippets(delivery.signature)) {
      if (!installedLanguages.includes(language)) continue
      const verdicts = runSnippet(language, code, [sent, { ...sent, body: `${sent.body} ` }])
      expect([language, ...verdicts]).toEqual([language, true, false])
    }
  },
)

test('composio: one signature, base64, of the raw key; the id is in header and body', async () => {
  const made = await scene()
  const { endpoint, secret } = await made.endpoint('composio')
  await publishMessage(made.ctx, {
    dialect: 'composio',
    eventType: 'composio.trigger.message',
    payload: { sha: 'ab12' },
    metadata: { trigger_slug: 'GITHUB_COMMIT_EVENT', user_id: 'user-123' },
  })
  const request = await only(made, made.path)
  const id = header(request, 'webhook-id')
  const time = header(request, 'webhook-timestamp')
  expect(JSON.parse(request.body)).toMatchObject({
    id,
    type: 'composio.trigger.message',
    metadata: { trigger_slug: 'GITHUB_COMMIT_EVENT', user_id: 'user-123', log_id: null },
    data: { sha: 'ab12' },
  })
  expect(id).toMatch(/^msg_[0-9a-f-]{36}$/)
  expect(header(request, 'x-composio-webhook-version')).toBe('V3')
  const signed = `${id}.${time}.${request.body}`
  expect(header(request, 'webhook-signature')).toBe(`v1,${hmac(secret ?? '', signed, 'base64')}`)

  const next = await rotated(made, endpoint.id)
  await publishMessage(made.ctx, { dialect: 'composio', eventType: 'composio.trigger.message', payload: {} })
  await made.round()
  const [, second] = receiver.get().requests(made.path)
  const again = `${second?.headers['webhook-id']}.${second?.headers['webhook-timestamp']}.${second?.body}`
  expect(second?.headers['webhook-signature']).toBe(`v1,${hmac(next, again, 'base64')}`)
})

test('selfcommunity: time, v1 and v0 in one header; the body counts its events', async () => {
  const made = await scene()
  const { secret } = await made.endpoint('selfcommunity')
  const { number } = await publishMessage(made.ctx, {
    dialect: 'selfcommunity',
    eventType: 'comment.created',
    payload: { id: 7 },
  })
  const request = await only(made, made.path)
  expect(request.body).toBe(
    `{"event_id":${number},"type":"comment.created","created":1770717600.0,"data":{"id":7}}`,
  )
  const digest = hmac(secret ?? '', `1770717600.${request.body}`, 'hex')
  expect(header(request, 'selfcommunity-signature')).toBe(`t=1770717600,v1=${digest},v0=${digest}`)
})

test('storno: sha256 of the body with the whole secret, and its own headers', async () => {
  const made = await scene()
  const { secret } = await made.endpoint('storno')
  await publishMessage(made.ctx, {
    dialect: 'storno',
    eventType: 'invoice.created',
    payload: { invoiceNumber: 'FAC-1' },
  })
  const request = await only(made, made.path)
  const id = header(request, 'x-storno-delivery')
  expect(request.body).toBe(
    `{"id":"${id}","type":"invoice.created","createdAt":"2026-02-10T10:00:00Z","company":"${made.team.id}","data":{"invoiceNumber":"FAC-1"}}`,
  )
  expect(request.headers).toMatchObject({
    'user-agent': 'Storno-Webhooks/1.0',
    'x-storno-event': 'invoice.created',
    'x-storno-signature': `sha256=${hmac(secret ?? '', request.body, 'hex')}`,
  })
})

test('vendaze: signed only while signing is on', async () => {
  const made = await scene()
  const { endpoint } = await made.endpoint('vendaze')
  const publish = () =>
    publishMessage(made.ctx, { dialect: 'vendaze', eventType: 'deal.won', payload: { title: 'Fleet' } })
  await publish()
  const plain = await only(made, made.path)
  expect(plain.headers['webhook-signature']).toBeUndefined()
  expect(plain.body).toMatch(
    /^\{"id":"event_[0-9a-f]{32}","event":"deal\.won","version":"v1","created_at":"2026-02-10T10:00:00\.000Z","deal":\{"title":"Fleet"\}\}$/,
  )

  const { secret } = await updateEndpoint(made.ctx, { id: endpoint.id, patch: { signing: true } })
  registerSecret('endpoint-secret', secret ?? '')
  await publish()
  await made.round()
  const [, signed] = receiver.get().requests(made.path)
  expect(signed?.headers['webhook-signature']).toBe(`sha256=${hmac(secret ?? '', signed?.body ?? '', 'hex')}`)
})

test('a key that was rotated between two attempts signs the second one with the new key', async () => {
  const made = await scene()
  const { endpoint, secret } = await made.endpoint('storno')
  receiver.get().reply(() => ({ status: 503 }))
  await publishMessage(made.ctx, { dialect: 'storno', eventType: 'invoice.paid', payload: {} })
  await made.round()
  const next = await rotated(made, endpoint.id)
  made.clock.advance(60_000)
  await made.round()
  const [first, second] = receiver.get().requests(made.path)
  expect(second?.body).toBe(first?.body)
  expect(first?.headers['x-storno-signature']).toBe(`sha256=${hmac(secret ?? '', first?.body ?? '', 'hex')}`)
  expect(second?.headers['x-storno-signature']).toBe(`sha256=${hmac(next, first?.body ?? '', 'hex')}`)
})

test('standard: keys that overlap sign side by side, until they expire or are revoked', async () => {
  const made = await scene()
  const hour = 3_600_000
  const { endpoint, secret: first } = await made.endpoint('standard')
  const second = await rotated(made, endpoint.id, hour)
  const third = await rotated(made, endpoint.id, 2 * hour)
  const [, middle] = await db().endpointSecret.findMany({
    where: { endpointId: endpoint.id },
    orderBy: { id: 'asc' },
  })
  const signers = async () => {
    const sent = receiver.get().requests(made.path).length
    await publishMessage(made.ctx, { eventType: 'invoice.created', payload: {} })
    await made.round()
    const request = receiver.get().requests(made.path)[sent]
    if (!request) throw new Error('Nothing was received.')
    const headers = textHeaders(request)
    const now = made.clock.now()
    const fitting = [first ?? '', second, third].map((key) => verifiesNow(key, request, headers, now))
    return { fitting, count: header(request, 'webhook-signature').split(' ').length }
  }
  expect(await signers()).toEqual({ fitting: [true, true, true], count: 3 })
  made.clock.advance(hour - 1_000)
  expect(await signers()).toEqual({ fitting: [true, true, true], count: 3 })
  made.clock.advance(1_000)
  expect(await signers()).toEqual({ fitting: [false, true, true], count: 2 })
  await revokeSecret(made.ctx, { id: endpoint.id, secretId: middle?.id ?? '' })
  expect(await signers()).toEqual({ fitting: [false, false, true], count: 1 })
})

test.each([
  ['standard', 'Patchbay-Webhooks/1.0'],
  ['storno', 'Storno-Webhooks/1.0'],
])('%s says who sends: %s', async (dialect, agent) => {
  const made = await scene()
  await made.endpoint(dialect)
  await publishMessage(made.ctx, {
    dialect,
    eventType: dialect === 'storno' ? 'invoice.paid' : 'invoice.created',
    payload: {},
  })
  expect((await only(made, made.path)).headers['user-agent']).toBe(agent)
})

test('a key that ends between the claim and the request does not sign', async () => {
  const made = await scene()
  const { endpoint, secret: old } = await made.endpoint('standard')
  const next = await rotated(made, endpoint.id, 1_000)
  await publishMessage(made.ctx, { eventType: 'invoice.created', payload: {} })
  const [claim] = await made.claim()
  if (!claim) throw new Error('Nothing was claimed.')
  expect(claim.endpoint?.keys).toHaveLength(2)
  made.clock.advance(1_000)
  await made.attempt(claim)
  const [request] = receiver.get().requests(made.path)
  if (!request) throw new Error('Nothing was received.')
  const fits = (key: string) => verifiesNow(key, request, textHeaders(request), made.clock.now())
  expect([fits(old ?? ''), fits(next)]).toEqual([false, true])
  expect(header(request, 'webhook-signature').split(' ')).toHaveLength(1)
})

test('what is written down of an attempt has its signature, and no value of a header that is a credential', async () => {
  const made = await scene()
  await made.endpoint('standard', {
    headers: { Authorization: registerSecret('api-key', 'Bearer receiver-4711') },
  })
  receiver
    .get()
    .reply(() => ({ status: 200, headers: { 'set-cookie': 'a=b', 'x-served-by': 'r1' }, body: 'thanks' }))
  await publishMessage(made.ctx, { eventType: 'invoice.created', payload: {} })
  const request = await only(made, made.path)
  const attempt = await db().attempt.findFirst({ where: { teamId: made.team.id } })
  expect(attempt).toMatchObject({
    succeeded: true,
    attempt: 1,
    responseCode: 200,
    responseBody: 'thanks',
    requestBody: request.body,
    requestHeaders: { 'webhook-signature': request.headers['webhook-signature'] },
  })
  expect(JSON.stringify(attempt?.requestHeaders)).not.toContain('4711')
  expect(attempt?.responseHeaders).toMatchObject({ 'x-served-by': 'r1' })
  expect(JSON.stringify(attempt?.responseHeaders)).not.toContain('a=b')
})
