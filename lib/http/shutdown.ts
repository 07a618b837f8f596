import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { processSingleton } from '#lib/process-singleton.ts'

const SWEEP_MS = 50

const controller = () => processSingleton('shutdown', () => new AbortController())

/** Aborts when the server stops taking requests; answers without an end of their own (event streams) end then. */
export function shutdownSignal(): AbortSignal {
  return controller().signal
}

/**
 * Makes the function that stops a server: it takes no more requests, lets running ones finish for at most `limitMs`,
 * and then cuts off what is still connected. To be asked for before the server listens.
 */
export function makeClose(server: Server, limitMs: number): () => Promise<void> {
  // Node's own list of idle connections lacks those that browsers open in advance, and those that were upgraded
  const sockets = new Set<Socket>()
  const busy = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
  })
  const cut = (isSpared: (socket: Socket) => boolean) => {
    for (const socket of sockets) if (!isSpared(socket)) socket.destroy()
  }
  return async () => {
    controller().abort()
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    const cutIdle = () => cut((socket) => busy.has(socket))
    cutIdle()
    const sweep = setInterval(cutIdle, SWEEP_MS)
    const limit = setTimeout(() => cut(() => false), limitMs)
    await closed
    clearInterval(sweep)
    clearTimeout(limit)
  }
}
