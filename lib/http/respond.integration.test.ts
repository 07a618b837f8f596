import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, respond } from './respond.ts'

const answers: Readonly<Record<string, Answer>> = {
  '/text': {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-a': 'b' },
    body: '{"n":"Größe"}',
  },
  '/refused': { status: 422, headers: { 'content-type': 'application/problem+json' }, body: '{}' },
  '/empty': { status: 200, headers: {}, body: null },
  '/none': { status: 204, headers: { 'x-a': 'b' }, body: null },
  '/known': { status: 304, headers: { etag: '"1"' }, body: null },
}

const app = new Hono()
for (const [path, answer] of Object.entries(answers)) app.all(path, (context) => respond(context, answer))
let began = () => {}
let finish: Promise<void> = Promise.resolve()
app.get('/slow', async (context) => {
  began()
  await finish
  return respond(context, answers['/text'] ?? { status: 500, headers: {}, body: null })
})

let server: http.Server
let origin = ''
beforeAll(async () => {
  server = http.createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test.each(Object.keys(answers))('%s is the same on a socket and as a Response', async (path) => {
  const [sent, made] = [await fetch(origin + path), await app.request(path)]
  expect([sent.status, await sent.text()]).toEqual([made.status, await made.text()])
  for (const [name, value] of made.headers) expect([name, sent.headers.get(name)]).toEqual([name, value])
})

test('says how long the body is, in bytes; where there can be none it says nothing', async () => {
  const lengthOf = async (path: string) => (await fetch(origin + path)).headers.get('content-length')
  expect(await lengthOf('/text')).toBe('15')
  expect(await lengthOf('/empty')).toBe('0')
  expect(await lengthOf('/none')).toBeNull()
  expect(await lengthOf('/known')).toBeNull()
})

test('HEAD has the headers alone', async () => {
  const answer = await fetch(`${origin}/text`, { method: 'HEAD' })
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '15', ''])
  expect(answer.headers.get('x-a')).toBe('b')
})

test('a caller who left is nobody to answer, and the next one is answered', async () => {
  const reached = new Promise<void>((resolve) => {
    began = resolve
  })
  let release = () => {}
  finish = new Promise((resolve) => {
    release = resolve
  })
  const leaving = new AbortController()
  const left = fetch(`${origin}/slow`, { signal: leaving.signal }).catch((error: Error) => error.name)
  await reached
  leaving.abort()
  expect(await left).toBe('AbortError')
  release()
  expect((await fetch(`${origin}/text`)).status).toBe(200)
})
