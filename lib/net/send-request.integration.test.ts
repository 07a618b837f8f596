import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { NOTHING_ALLOWED, parseAllowList } from './address-policy.ts'
import { MAX_ANSWER_BYTES } from './exchange.ts'
import type { Resolver } from './resolve.ts'
import { isSendError, type SendErrorCode } from './send-error.ts'
import { makeSender, type OutgoingRequest, type SenderOptions } from './send-request.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, '__fixtures__', name), 'utf8')

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const receiver = (handler: http.RequestListener) => listen(http.createServer(handler))
const secure = (name: string, handler: http.RequestListener) =>
  listen(https.createServer({ key: fixture(`${name}.key`), cert: fixture(`${name}.pem`) }, handler))
/** A receiver below HTTP. */
const raw = (handler: (socket: net.Socket) => void) => listen(net.createServer(handler))

/** Listens in a process that is stopped, and whose queue of connections is full: further ones wait until they give up. */
async function fullListener(): Promise<number> {
  const code = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  closers.push(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  const port = Number(line)
  const sockets = Array.from({ length: 8 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
  })
  // the system takes as many as wait in the queue, and one
  await Promise.all(sockets.slice(0, 2).map((socket) => once(socket, 'connect')))
  return port
}

const loopback = parseAllowList('127.0.0.0/8') ?? undefined
/** Every name is this machine. */
const here: Resolver = async () => [{ address: '127.0.0.1', family: 4 }]

function sender(options: SenderOptions = {}) {
  const made = makeSender({
    ...(loopback && { allowed: loopback }),
    resolver: here,
    ca: fixture('ca.pem'),
    ...options,
  })
  closers.push(made.close)
  return made
}

const request = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"a":"ü"}',
  timeoutMs: 5_000,
  verifyTls: true,
  ...more,
})

async function failure(work: Promise<unknown>): Promise<{ code: SendErrorCode; message: string }> {
  const error = await work.then(
    () => expect.unreachable('it was answered'),
    (e: unknown) => e,
  )
  if (!isSendError(error)) throw error
  return { code: error.code, message: error.message }
}

describe('a request', () => {
  it('arrives byte for byte, and its answer comes back', async () => {
    let seen: {
      method: string | undefined
      url: string | undefined
      body: Buffer
      host: string | undefined
    } | null = null
    const port = await receiver(async (incoming, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      seen = {
        method: incoming.method,
        url: incoming.url,
        body: Buffer.concat(chunks),
        host: incoming.headers.host,
      }
      response.writeHead(202, { 'x-seen': 'yes' }).end('thanks')
    })
    const answer = await sender().send(request(`http://any.test:${port}/a?b=c`))
    expect(answer).toMatchObject({ status: 202, body: 'thanks', bodyIsCut: false })
    expect(answer.headers['x-seen']).toBe('yes')
    expect(seen).toEqual({
      method: 'POST',
      url: '/a?b=c',
      body: Buffer.from('{"a":"ü"}'),
      host: `any.test:${port}`,
    })
  })

  it('keeps connections for the next ones', async () => {
    const peers = new Set<number | undefined>()
    const port = await receiver((incoming, response) => {
      peers.add(incoming.socket.remotePort)
      incoming.resume().on('end', () => response.end())
    })
    const { send } = sender()
    for (let i = 0; i < 10; i++) await send(request(`http://any.test:${port}/`))
    // a second one where the first is not free again the moment its answer is read
    expect(peers.size).toBeLessThanOrEqual(2)
  })

  it('follows no redirect', async () => {
    let asked = 0
    const port = await receiver((_incoming, response) => {
      asked += 1
      response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    })
    expect((await sender().send(request(`http://any.test:${port}/`))).status).toBe(307)
    expect(asked).toBe(1)
  })

  it('takes no more than 64 KiB of an endless answer', async () => {
    let isClosed: () => void = () => {}
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve
    })
    const port = await receiver((_incoming, response) => {
      response.on('close', isClosed)
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      }
      response.on('drain', write)
      write()
    })
    const answer = await sender().send(request(`http://any.test:${port}/`))
    expect([answer.body.length, answer.bodyIsCut]).toEqual([MAX_ANSWER_BYTES, true])
    await closed
  })
})

describe('a receiver that does not answer well ends in a clear error', () => {
  it('that is slow to the last byte', async () => {
    const port = await receiver((_incoming, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect(await failure(sender().send(request(`http://any.test:${port}/`, { timeoutMs: 300 })))).toEqual({
      code: 'timeout',
      message: 'No whole answer came within 0.3 s.',
    })
  })

  it('that never says a word', async () => {
    const port = await raw(() => {})
    const sent = sender().send(request(`http://any.test:${port}/`, { timeoutMs: 200 }))
    expect((await failure(sent)).code).toBe('timeout')
  })

  it('that never takes the connection', async () => {
    const port = await fullListener()
    const sent = sender().send(request(`http://any.test:${port}/`, { timeoutMs: 200 }))
    expect((await failure(sent)).code).toBe('timeout')
  })

  it('whose name is never resolved', async () => {
    const sent = sender({ resolver: () => new Promise(() => {}) }).send(
      request('http://slow.test/', { timeoutMs: 100 }),
    )
    expect((await failure(sent)).code).toBe('timeout')
  })

  it.each<[string, (socket: net.Socket) => void, SendErrorCode]>([
    ['that hangs up', (socket) => socket.once('data', () => socket.destroy()), 'reset'],
    ['that resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'reset'],
    ['that speaks no HTTP', (socket) => socket.once('data', () => socket.end('HELLO\r\n\r\n')), 'bad_answer'],
    [
      'whose chunks are broken',
      (socket) =>
        socket.once('data', () =>
          socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\nx\r\n'),
        ),
      'bad_answer',
    ],
    [
      'that sends less than it said',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')),
      'reset',
    ],
    [
      'whose headers never end',
      (socket) => socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`)),
      'bad_answer',
    ],
  ])('%s', async (_name, behave, code) => {
    const port = await raw(behave)
    expect((await failure(sender().send(request(`http://any.test:${port}/`)))).code).toBe(code)
  })

  it('that is not there', async () => {
    const port = await receiver(() => {})
    await closers.splice(0).reverse()[0]?.()
    expect((await failure(sender().send(request(`http://any.test:${port}/`)))).code).toBe('refused')
  })

  it('when we stop', async () => {
    const stopping = new AbortController()
    const port = await raw(() => stopping.abort())
    const sent = sender().send(request(`http://any.test:${port}/`, { signal: stopping.signal }))
    expect((await failure(sent)).code).toBe('aborted')
  })
})

describe('TLS', () => {
  const fine: http.RequestListener = (incoming, response) =>
    incoming.resume().on('end', () => response.end('ok'))

  it('with a certificate of a known authority', async () => {
    const port = await secure('good', fine)
    expect((await sender().send(request(`https://good.test:${port}/`))).body).toBe('ok')
  })

  it.each([
    ['expired', 'expired.test', 'The certificate has expired.'],
    ['self', 'self.test', 'The certificate is self-signed.'],
    ['good', 'other.test', 'The certificate is for another host.'],
  ])(
    'with a bad certificate (%s for %s) fails when verified, and works when not',
    async (name, host, message) => {
      const port = await secure(name, fine)
      const { send } = sender()
      const url = `https://${host}:${port}/`
      expect(await failure(send(request(url)))).toEqual({ code: 'tls', message })
      expect((await send(request(url, { verifyTls: false }))).status).toBe(200)
      // the unverified connection is not reused where verification is asked for
      expect((await failure(send(request(url)))).code).toBe('tls')
    },
  )

  it('with somebody who does not speak it', async () => {
    const port = await receiver(fine)
    expect((await failure(sender().send(request(`https://good.test:${port}/`)))).code).toBe('tls')
  })
})

describe('what must not be reached', () => {
  const guarded = (resolver: Resolver = here) => {
    const made = makeSender({ resolver })
    closers.push(made.close)
    return made
  }

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://user:pass@8.8.8.8/',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
    'http:///x',
  ])('is not asked: %s', async (url) => {
    expect((await failure(guarded().send(request(url)))).code).toBe('blocked')
  })

  it('is not asked when only one of a name’s addresses is private', async () => {
    const both: Resolver = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    expect((await failure(guarded(both).send(request('http://mixed.test/')))).code).toBe('blocked')
  })

  it('is judged anew at each attempt, and a name that changes after that reaches nothing else', async () => {
    let asked = 0
    let hits = 0
    const port = await receiver((incoming, response) => {
      hits += 1
      incoming.resume().on('end', () => response.end())
    })
    // allowed at the first look, private at the second
    const rebinding: Resolver = async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const allowed = parseAllowList('127.0.0.1')
    const made = makeSender({ resolver: rebinding, ...(allowed && { allowed }) })
    closers.push(made.close)
    expect((await made.send(request(`http://rebinding.test:${port}/`))).status).toBe(200)
    expect((await failure(made.send(request(`http://rebinding.test:${port}/`)))).code).toBe('blocked')
    expect([asked, hits]).toEqual([2, 1])
  })

  it('may be allowed by name', async () => {
    const port = await receiver((incoming, response) => incoming.resume().on('end', () => response.end()))
    const allowed = parseAllowList('receiver.test')
    const made = makeSender({ resolver: here, ...(allowed && { allowed }) })
    closers.push(made.close)
    expect((await made.send(request(`http://receiver.test:${port}/`))).status).toBe(200)
    expect((await failure(made.send(request(`http://other.test:${port}/`)))).code).toBe('blocked')
  })
})

describe('a receiver of our own', () => {
  it('is reached where it is, and nothing else of the same server', async () => {
    const paths: (string | undefined)[] = []
    const port = await receiver((incoming, response) => {
      paths.push(incoming.url)
      response.end('{"ok":true}')
    })
    const origin = `http://localhost:${port}`
    const { send } = sender({ allowed: NOTHING_ALLOWED, own: { origin, path: '/inspect' } })
    expect((await send(request(`${origin}/inspect/abc`))).status).toBe(200)
    for (const path of ['/', '/metrics', '/inspect', '/inspect/../metrics', '/inspector/abc'])
      expect(await failure(send(request(origin + path)))).toMatchObject({ code: 'blocked' })
    expect(await failure(send(request(`http://127.0.0.1:${port}/inspect/abc`)))).toMatchObject({
      code: 'blocked',
    })
    const other = await receiver((_, response) => response.end())
    expect(await failure(send(request(`http://localhost:${other}/inspect/abc`)))).toMatchObject({
      code: 'blocked',
    })
    expect(paths).toEqual(['/inspect/abc'])
  })
})
