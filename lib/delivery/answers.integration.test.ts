import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { MAX_ANSWER_BYTES } from '#lib/net/exchange.ts'
import { makeSender } from '#lib/net/send-request.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { startRawReceiver } from '#lib/testing/raw-receiver.ts'
import { makeScene, type Scene, statesOf, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()
const event = { eventType: 'comment.created', dialect: 'selfcommunity', payload: {} }

async function attemptOf({ team }: Scene) {
  const attempt = await db().attempt.findFirst({ where: { teamId: team.id } })
  if (!attempt) throw new Error('No attempt was written down.')
  return attempt
}

test.each([
  ['closes the connection at once', 'reset', 'The receiver closed the connection before it answered.'],
  ['speaks another protocol', 'bad_answer', 'What came back is not HTTP.'],
  ['breaks its chunks', 'bad_answer', 'What came back is not HTTP.'],
  ['ends in the middle of its answer', 'reset', 'The receiver closed the connection before it answered.'],
] as const)('a receiver that %s is a failed attempt, in words', async (how, code, words) => {
  const raw = await startRawReceiver(how)
  const made = await makeScene(receiver.get())
  await made.endpoint('selfcommunity', { url: `http://good.test:${raw.port}/` })
  await publishMessage(made.ctx, event)
  await made.round()
  await raw.close()
  expect(await attemptOf(made)).toMatchObject({
    succeeded: false,
    responseCode: null,
    errorCode: code,
    errorMessage: words,
  })
  expect(await statesOf(made.team.id)).toEqual(['pending'])
  expect(made.errors).toEqual([])
})

test('an endless body is cut, and its connection is closed', async () => {
  const raw = await startRawReceiver('never ends its answer')
  const made = await makeScene(receiver.get())
  await made.endpoint('selfcommunity', { url: `http://good.test:${raw.port}/` })
  await publishMessage(made.ctx, event)
  await made.round()
  await raw.closed
  const attempt = await attemptOf(made)
  expect(attempt).toMatchObject({ succeeded: true, responseCode: 200 })
  expect(Buffer.byteLength(attempt.responseBody ?? '')).toBe(MAX_ANSWER_BYTES)
  await raw.close()
})

test('a long request is sent whole, and the beginning of it is kept', async () => {
  const made = await makeScene(receiver.get())
  await made.endpoint('selfcommunity', { url: receiver.get().plainUrl(`${made.path}hooks`) })
  await publishMessage(made.ctx, { ...event, payload: { text: 'ä'.repeat(60_000) } })
  await made.round()
  const [request] = receiver.get().requests(made.path)
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ data: { text: 'ä'.repeat(60_000) } })
  const { requestBody } = await attemptOf(made)
  expect(Buffer.byteLength(requestBody)).toBeGreaterThanOrEqual(64 * 1024)
  expect(Buffer.byteLength(requestBody)).toBeLessThan(64 * 1024 + 4)
  expect(request?.body.startsWith(requestBody.slice(0, -1))).toBe(true)
})

test('a certificate that nobody knows fails, unless the endpoint does not ask for one', async () => {
  const made = await makeScene(receiver.get())
  const { endpoint } = await made.endpoint('selfcommunity', {
    url: receiver.get().url(`${made.path}hooks`).replace('good.test', 'other.test'),
  })
  await publishMessage(made.ctx, event)
  await made.round()
  expect(await attemptOf(made)).toMatchObject({
    errorCode: 'tls',
    errorMessage: 'The certificate is for another host.',
  })
  await updateEndpoint(made.ctx, { id: endpoint.id, patch: { tlsVerification: false } })
  made.clock.advance(5_000)
  await made.round()
  expect(await statesOf(made.team.id)).toEqual(['succeeded'])
})

test('an address that is not public is not reached, judged anew at each attempt', async () => {
  const made = await makeScene(receiver.get())
  await made.endpoint('selfcommunity', { url: receiver.get().plainUrl(`${made.path}hooks`) })
  await publishMessage(made.ctx, event)
  const asked: string[] = []
  const strict = makeSender({
    resolver: async (host) => {
      asked.push(host)
      return [{ address: '127.0.0.1', family: 4 }]
    },
  })
  const scene = { ...made.services, sender: strict }
  Object.assign(made.services, scene)
  await made.round()
  made.clock.advance(5_000)
  await made.round()
  await strict.close()
  expect(asked).toEqual(['good.test', 'good.test'])
  expect(receiver.get().requests(made.path)).toEqual([])
  expect(await attemptOf(made)).toMatchObject({
    errorCode: 'blocked',
    errorMessage: 'The host is not on the public internet, so nothing was sent.',
  })
})
