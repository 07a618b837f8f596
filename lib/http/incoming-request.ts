import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export const REQUEST_ID_HEADER = 'x-request-id'
export const CLIENT_ADDRESS_HEADER = 'x-forwarded-for'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Said by proxies about the client; believed only of as many proxies as the configuration names. */
const proxyHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]

export interface RequestFacts {
  /** a UUID, the caller's or a new one, also in `x-request-id` of what the handlers see */
  readonly requestId: string
  /** the client's address as far as the trusted proxies tell it, also in `x-forwarded-for`, alone */
  readonly clientAddress: string
}

/**
 * Gives a request its id (that of the caller, where it is a UUID), and settles who sent it: without trusted proxies every header that claims to know is
 * removed; with `trustedProxies` of them, the client is that many places from the end of `x-forwarded-for`.
 */
export function identifyRequest(request: IncomingMessage, trustedProxies: number): RequestFacts {
  const peer = request.socket.remoteAddress ?? ''
  const claimed = String(request.headers[CLIENT_ADDRESS_HEADER] ?? '')
  const clientAddress = plainAddress(trustedProxies > 0 ? pickClient(claimed, peer, trustedProxies) : peer)
  const asked = String(request.headers[REQUEST_ID_HEADER] ?? '')
  const requestId = UUID.test(asked) ? asked.toLowerCase() : randomUUID()
  const replaced = trustedProxies > 0 ? [CLIENT_ADDRESS_HEADER, 'x-real-ip'] : proxyHeaders
  for (const name of replaced) removeHeader(request, name)
  setHeader(request, REQUEST_ID_HEADER, requestId)
  setHeader(request, CLIENT_ADDRESS_HEADER, clientAddress)
  return { requestId, clientAddress }
}

/** Each proxy appends the address of whom it heard from; the last proxy is our peer. */
function pickClient(claimed: string, peer: string, trustedProxies: number): string {
  const chain = [...claimed.split(',').map((part) => part.trim()), peer].filter((part) => part !== '')
  const client = chain.at(-1 - trustedProxies) ?? chain[0] ?? ''
  return isIP(client) === 0 ? peer : client
}

/** An IPv4 client of a server that listens on IPv6 too is `::ffff:1.2.3.4`. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

/** Next reads the parsed headers, and Hono's adapter the raw list of names and values. */
function setHeader(request: IncomingMessage, name: string, value: string): void {
  removeHeader(request, name)
  request.headers[name] = value
  request.rawHeaders.push(name, value)
}

function removeHeader(request: IncomingMessage, name: string): void {
  // also the first reading of the parsed headers, which later changes of the raw list no longer reach
  if (request.headers[name] === undefined) return
  delete request.headers[name]
  const raw = request.rawHeaders
  for (let index = raw.length - 2; index >= 0; index -= 2) {
    if (raw[index]?.toLowerCase() === name) raw.splice(index, 2)
  }
}
