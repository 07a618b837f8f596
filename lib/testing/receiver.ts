import { readFileSync } from 'node:fs'
import http, { type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { parseAllowList } from '#lib/net/address-policy.ts'
import { makeSender, type Sender } from '#lib/net/send-request.ts'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Answers a request; `hang` never does. */
export type Replies = (request: Received) => Reply | 'hang'

/** A real receiver of webhooks in this process, and a sender that reaches it under `good.test`. */
export interface Receiver {
  readonly sender: Sender
  /** over TLS */
  url(path?: string): string
  /** over plain HTTP */
  plainUrl(path?: string): string
  /** all that came to paths that begin so, in order */
  requests(path?: string): readonly Received[]
  /** Resolves when so many requests came to paths that begin so. */
  received(count: number, path?: string): Promise<readonly Received[]>
  /** 200 with an empty body unless said otherwise */
  reply(replies: Replies): void
  close(): Promise<void>
}

const fixture = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../net/__fixtures__', name), 'utf8')

export async function startReceiver(): Promise<Receiver> {
  const all: Received[] = []
  const watchers = new Set<() => void>()
  const sockets = new Set<Duplex>()
  let replies: Replies = () => ({ status: 200 })

  const take: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const received = {
        path: request.url ?? '/',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      all.push(received)
      const reply = replies(received)
      if (reply !== 'hang') response.writeHead(reply.status, { ...reply.headers }).end(reply.body)
      for (const watch of watchers) watch()
    })
  }
  const secure = https.createServer({ key: fixture('good.key'), cert: fixture('good.pem') }, take)
  const plain = http.createServer(take)
  for (const server of [secure, plain])
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => sockets.delete(socket))
    })
  const listen = (server: http.Server) =>
    new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
  const [port, plainPort] = [await listen(secure), await listen(plain)]
  const allowed = parseAllowList('127.0.0.0/8')
  const sender = makeSender({
    ...(allowed && { allowed }),
    resolver: async () => [{ address: '127.0.0.1', family: 4 }],
    ca: fixture('ca.pem'),
  })
  const requests = (prefix = '/') => all.filter((received) => received.path.startsWith(prefix))
  return {
    sender,
    url: (at = '/hooks') => `https://good.test:${port}${at}`,
    plainUrl: (at = '/hooks') => `http://good.test:${plainPort}${at}`,
    requests,
    received: (count, prefix) =>
      new Promise((resolve) => {
        const watch = () => {
          const so = requests(prefix)
          if (so.length < count) return
          watchers.delete(watch)
          resolve(so)
        }
        watchers.add(watch)
        watch()
      }),
    reply: (next) => {
      replies = next
    },
    async close() {
      await sender.close()
      for (const socket of sockets) socket.destroy()
      await Promise.all([secure, plain].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}
