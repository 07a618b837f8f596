import { Remembered } from '#lib/remembered.ts'
import { type AllowList, NOTHING_ALLOWED } from './address-policy.ts'
import { Agents } from './agents.ts'
import { type Deadline, deadline } from './deadline.ts'
import { type Answer, type Exchange, exchange } from './exchange.ts'
import { isOwnReceiver, type OwnReceiver, withHost } from './own-receiver.ts'
import { type ResolvedAddress, type Resolver, resolveJudged } from './resolve.ts'
import { SendError, toSendError } from './send-error.ts'
import { makeSystemResolver } from './system-resolver.ts'
import { urlFault } from './url-policy.ts'

const URL_MAX_LENGTH = 2048
const POLICY = { protocols: ['https:', 'http:'], maxLength: URL_MAX_LENGTH }

export interface OutgoingRequest extends Omit<Exchange, 'url'> {
  readonly url: string
  /** for everything: name, connection, sending, and the last byte of the answer */
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** ends the request early */
  readonly signal?: AbortSignal | undefined
}

export interface TimedAnswer extends Answer {
  readonly durationMs: number
}

export interface Sender {
  /** @throws SendError */
  readonly send: (request: OutgoingRequest) => Promise<TimedAnswer>
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
  resolver = makeSystemResolver(),
  ca,
}: SenderOptions = {}): Sender {
  const agents = new Agents(ca)
  const urls = new Remembered<URL>(1_000)

  const ask = async (request: OutgoingRequest, ending: Deadline): Promise<Answer> => {
    const url = urls.get(request.url, () => checkedUrl(request.url))
    const reachable = own && isOwnReceiver(url, own) ? withHost(allowed, url.hostname) : allowed
    const addresses = await within(ending, resolveJudged(url.hostname, reachable, resolver))
    return exchange(agents.for(addresses, request.verifyTls), { ...request, url }, ending)
  }

  const send = async (request: OutgoingRequest): Promise<TimedAnswer> => {
    const startedAt = performance.now()
    const durationMs = () => Math.round(performance.now() - startedAt)
    const ending = deadline(request.timeoutMs, request.signal)
    try {
      return { ...(await ask(request, ending)), durationMs: durationMs() }
    } catch (error) {
      const failure = toSendError(error, request.timeoutMs)
      failure.durationMs = durationMs()
      throw failure
    } finally {
      ending.done()
    }
  }
  return { send, close: () => agents.close() }
}

function checkedUrl(text: string): URL {
  if (urlFault(text, POLICY) !== null)
    throw new SendError('blocked', 'The URL is not one that can be sent to.')
  return new URL(text)
}

/** A lookup may have others who wait for it, and goes on; its answer is not waited for. */
function within(ending: Deadline, work: Promise<readonly ResolvedAddress[]>): typeof work {
  return new Promise((resolve, reject) => {
    ending.onEnd(reject)
    work.then(resolve, reject)
  })
}
