import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RecordedAnswer, recordAnswer } from '#lib/testing/answers.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { actionName } from './action-names.ts'

type Listener = (answer: RecordedAnswer) => void

export type RecordingProxy = {
  port: number
  /** Calls `listener` with each answer that is recorded from now on, until the returned function is called. */
  onAnswer(listener: Listener): () => void
  close(): Promise<void>
}

/** Static files are the same for everybody, and have no secrets to keep. */
const STATIC = /^\/_next\/static\//
const TEXTUAL = /^(text\/|application\/(json|javascript|problem\+json|.*\+json))/

/**
 * Stands between the browser and the server, and records every answer for the leak scan: documents, the data of page
 * changes, results of actions, events. The browser's own events would miss bodies of pages that were left.
 */
export async function startRecordingProxy(upstreamPort: number): Promise<RecordingProxy> {
  const agent = new http.Agent({ keepAlive: true })
  const listeners = new Set<Listener>()
  const server = http.createServer((request, response) => {
    const upstream = http.request({
      ...{ host: '127.0.0.1', port: upstreamPort, agent, method: request.method, path: request.url },
      headers: { ...request.headers, 'accept-encoding': 'identity' },
    })
    upstream.on('response', (answer) => {
      record(request, answer, (recorded) => {
        recordAnswer(recorded)
        for (const listener of listeners) listener(recorded)
      })
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      response.on('close', () => answer.destroy())
    })
    upstream.on('error', () => response.destroy())
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    onAnswer(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function record(request: IncomingMessage, answer: IncomingMessage, take: Listener): void {
  for (const cookie of answer.headers['set-cookie'] ?? []) noteSession(cookie)
  const url = request.url ?? '/'
  const contentType = answer.headers['content-type'] ?? ''
  if (STATIC.test(url) || !TEXTUAL.test(contentType)) return
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  // also when the browser left in the middle: what was sent was sent
  answer.on('close', () => {
    const operation = operationOf(request, url)
    const body = Buffer.concat(chunks).toString()
    if (operation === 'inviteMemberAction') noteInvitation(body)
    take({ operation, url, status: answer.statusCode ?? 0, contentType, body })
  })
}

function operationOf(request: IncomingMessage, url: string): string {
  const action = request.headers['next-action']
  if (typeof action === 'string') return actionName(action)
  return `${request.method} ${url.split('?')[0]}`
}

const seen = new Set<string>()

function noteSession(cookie: string): void {
  const [, value = ''] = /patchbay\.session=([^;]{8,})/.exec(cookie) ?? []
  if (!value || seen.has(value)) return
  seen.add(value)
  registerSecret('session-token', decodeURIComponent(value))
}

function noteInvitation(body: string): void {
  const [, token] = /\/invite\/([\w-]{8,})/.exec(body) ?? []
  if (token) registerSecret('invitation-token', token)
}
