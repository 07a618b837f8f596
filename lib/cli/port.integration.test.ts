import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { assertPortFree } from './port.ts'

const servers: net.Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listen(host: string): Promise<number> {
  const server = net.createServer((socket) => socket.destroy())
  servers.push(server)
  server.listen({ host, port: 0 })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const port = await listen('127.0.0.1')
  await new Promise((resolve) => servers.pop()?.close(resolve))
  return port
}

describe('assertPortFree', () => {
  it('leaves a free port free', async () => {
    const port = await freePort()
    await assertPortFree('127.0.0.1', port)
    await assertPortFree('127.0.0.1', port)
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['127.0.0.1', '0.0.0.0'],
    ['127.0.0.1', 'localhost'],
  ])('refuses a port that another program has: %s against %s', async (theirs, ours) => {
    const port = await listen(theirs)
    await expect(assertPortFree(ours, port)).rejects.toThrow(
      `Port ${port} is in use by another program: stop that one, or set PORT to a free port.`,
    )
  })

  it('refuses an address that this machine does not have', async () => {
    const port = await freePort()
    await expect(assertPortFree('192.0.2.1', port)).rejects.toThrow(
      'HOST is 192.0.2.1, which is not an address of this machine.',
    )
  })
})
