import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { type AllowList, NOTHING_ALLOWED } from './address-policy.ts'
import { isOwnReceiver, type OwnReceiver, withHost } from './own-receiver.ts'
import { type ResolvedAddress, type Resolver, resolveJudged, systemResolver } from './resolve.ts'
import { SendError, timeoutWords, toSendError } from './send-error.ts'
import { urlFault } from './url-policy.ts'

export const MAX_ANSWER_BYTES = 64 * 1024
const MAX_HEADER_BYTES = 32 * 1024
const URL_MAX_LENGTH = 2048
/** Connections to one receiver that stay open for the next delivery. */
const KEEP_ALIVE_MS = 10_000

export interface OutgoingRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** sent as these very bytes, UTF-8 */
  readonly body: string
  /** for everything: name, connection, sending, and the last byte of the answer */
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** ends the request early */
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  /** lower-case names */
  readonly headers: Readonly<Record<string, string>>
  /** the first 64 KiB, as UTF-8 where it is, with replacements where it is not */
  readonly body: string
  readonly bodyIsCut: boolean
  readonly durationMs: number
}

export interface Sender {
  /** @throws SendError */
  readonly send: (request: OutgoingRequest) => Promise<Answer>
  readonly close: () => Promise<void>
}

export interface SenderOptions {
  readonly allowed?: AllowList
  /** a receiver of our own, which may be reached wherever it is */
  readonly own?: OwnReceiver | undefined
  readonly resolver?: Resolver
  /** certificates to trust beside the system's, PEM */
  readonly ca?: string | undefined
}

/**
 * Sends requests to addresses that somebody else chose. Each request resolves the name anew, judges every address, and
 * connects to what was judged and to nothing else. No redirect is followed, no proxy asked, no cookie kept.
 */
export function makeSender({
  allowed = NOTHING_ALLOWED,
  own,
  resolver = systemResolver,
  ca,
}: SenderOptions = {}): Sender {
  // one pool of connections for each answer to "which addresses, and is TLS verified?": a kept connection leads only to
  // addresses that were judged for this very request
  const agents = new Map<string, Agent>()

  const agentFor = (addresses: readonly ResolvedAddress[], verifyTls: boolean): Agent => {
    const key = `${verifyTls} ${addresses
      .map(({ address }) => address)
      .sort()
      .join(' ')}`
    const known = agents.get(key)
    if (known) {
      agents.delete(key)
      agents.set(key, known)
      return known
    }
    const agent = new Agent({
      connect: { lookup: pinned(addresses), rejectUnauthorized: verifyTls, ...(ca && { ca }), timeout: 0 },
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
    })
    agents.set(key, agent)
    const [oldest] = agents
    if (agents.size > MAX_AGENTS && oldest) {
      agents.delete(oldest[0])
      void oldest[1].close()
    }
    return agent
  }

  const send = async (request: OutgoingRequest): Promise<Answer> => {
    const startedAt = performance.now()
    const { signal, isLate, end } = deadlineOf(request)
    try {
      const url = checkedUrl(request.url)
      const reachable = own && isOwnReceiver(url, own) ? withHost(allowed, url.hostname) : allowed
      const addresses = await within(signal, resolveJudged(url.hostname, reachable, resolver))
      const agent = agentFor(addresses, request.verifyTls)
      const answer = await ask(agent, url, request, signal)
      return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
    } catch (error) {
      const failure = isLate()
        ? new SendError('timeout', timeoutWords(request.timeoutMs))
        : toSendError(error, request.timeoutMs)
      failure.durationMs = Math.round(performance.now() - startedAt)
      throw failure
    } finally {
      end()
    }
  }
  const close = async () => {
    await Promise.all([...agents.values()].map((agent) => agent.destroy()))
    agents.clear()
  }
  return { send, close }
}

/** A signal for the time that a request has, and for who stops it; taken down at its end, which is nearly always before. */
function deadlineOf({ timeoutMs, signal: stop }: OutgoingRequest) {
  const controller = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, timeoutMs)
  const onStop = () => controller.abort()
  if (stop?.aborted) onStop()
  stop?.addEventListener('abort', onStop, { once: true })
  return {
    signal: controller.signal,
    isLate: () => late,
    end: () => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', onStop)
    },
  }
}

/** Idle pools are cheap, but not free. */
const MAX_AGENTS = 1_000

function checkedUrl(text: string): URL {
  if (urlFault(text, { protocols: ['https:', 'http:'], maxLength: URL_MAX_LENGTH }) !== null)
    throw new SendError('blocked', 'The URL is not one that can be sent to.')
  return new URL(text)
}

/** Answers the connection with the judged addresses, whatever the name says by now. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const fitting = addresses.filter(({ family }) => !options.family || family === Number(options.family))
    const [first] = fitting
    if (!first) callback(Object.assign(new Error('No address of this family.'), { code: 'ENOTFOUND' }), '', 0)
    else if (options.all)
      callback(
        null,
        fitting.map((address) => ({ ...address })),
      )
    else callback(null, first.address, first.family)
  }
}

async function ask(
  agent: Agent,
  url: URL,
  request: OutgoingRequest,
  signal: AbortSignal,
): Promise<Omit<Answer, 'durationMs'>> {
  const response = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method as Dispatcher.HttpMethod,
    headers: request.headers,
    body: Buffer.from(request.body, 'utf8'),
    signal,
  })
  const { text, isCut } = await readUpTo(response.body, MAX_ANSWER_BYTES)
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: text,
    bodyIsCut: isCut,
  }
}

async function readUpTo(body: Dispatcher.ResponseData['body'], maxBytes: number) {
  const chunks: Buffer[] = []
  let size = 0
  let isCut = false
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const rest = maxBytes - size
    chunks.push(chunk.byteLength > rest ? chunk.subarray(0, rest) : chunk)
    size += chunk.byteLength
    if (size > maxBytes) {
      isCut = true
      // leaving the loop destroys the body, and the connection with it
      break
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8').replaceAll('\u0000', '\ufffd'), isCut }
}

/** A lookup cannot be cancelled; its answer is not waited for. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
