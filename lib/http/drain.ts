import type { IncomingMessage, ServerResponse } from 'node:http'

const PATIENCE_MS = 2_000

/**
 * Lets a request that was answered before its body was read come to its end, and closes its connection when it does
 * not. Otherwise a reader that gave up would leave the connection half-read for good; cut at once, the client could
 * lose the answer.
 */
export function drainAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  response.once('close', () => {
    if (request.complete || socket.destroyed) return
    request.resume()
    setTimeout(() => {
      if (!request.complete) socket.destroy()
    }, PATIENCE_MS).unref()
  })
}
