import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routeApi } from './api.ts'
import { createApiApp, MAX_BODY_BYTES } from './api-app.ts'
import { drainAfterAnswer } from './drain.ts'

const routes = createApiApp()
routes.all('/here', async (context) =>
  context.text(`${context.req.method} ${(await context.req.text()).length}`),
)
const handler = routeApi([{ paths: ['/here'], routes }])('/here')?.handler

let server: http.Server
beforeAll(async () => {
  server = http.createServer((request, response) => {
    drainAfterAnswer(request, response)
    void handler?.(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

/** What comes back for a body in pieces, of this size. */
async function sendInPieces(method: string, size: number): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = net.connect(port, '127.0.0.1')
  const head = [
    `${method} /here HTTP/1.1`,
    'Host: door.test',
    'Transfer-Encoding: chunked',
    'Connection: close',
  ]
  const pieces = size === 0 ? [] : [size.toString(16), 'a'.repeat(size)]
  socket.write([...head, '', ...pieces, '0', '', ''].join('\r\n'))
  return text(socket)
}

test.each(['GET', 'HEAD', 'TRACE'])('%s with a body is answered as one without', async (method) => {
  for (const size of [0, 5, MAX_BODY_BYTES + 1]) {
    const answer = await sendInPieces(method, size)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer.split('\r\n\r\n')[1]).toBe(method === 'HEAD' ? '' : `${method} 0`)
  }
})

test.each(['POST', 'DELETE', 'OPTIONS', 'PROPFIND'])(
  '%s in pieces has its body, up to the limit',
  async (method) => {
    for (const size of [0, 5, MAX_BODY_BYTES])
      expect(await sendInPieces(method, size)).toMatch(
        new RegExp(`^HTTP/1\\.1 200 [^]*\\r\\n${method} ${size}$`),
      )
    expect(await sendInPieces(method, MAX_BODY_BYTES + 1)).toMatch(/^HTTP\/1\.1 413 /)
  },
)
