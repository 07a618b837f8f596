import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

export interface Answer {
  readonly status: number
  /** by their names in lower case */
  readonly headers: Readonly<Record<string, string>>
  /** null for none */
  readonly body: string | null
}

/** Their answers have no body, and no length. */
const BODILESS = new Set([204, 304])

/**
 * Answers a request of a Hono route. On Node's own server the text goes to the socket as it is: a `Response`, made and
 * read again, costs more than all else of a short answer. Elsewhere, as in Next or in a test, it is a `Response`.
 */
export function respond(context: Context, { status, headers, body }: Answer): Response {
  const outgoing: ServerResponse | undefined = context.env?.outgoing
  if (!outgoing) return new Response(body, { status, headers })
  // whoever left while we worked reads nothing
  if (!outgoing.headersSent && !outgoing.destroyed) {
    const length = body === null ? 0 : Buffer.byteLength(body)
    outgoing.writeHead(status, BODILESS.has(status) ? headers : { ...headers, 'content-length': length })
    outgoing.end(body)
  }
  return RESPONSE_ALREADY_SENT
}
