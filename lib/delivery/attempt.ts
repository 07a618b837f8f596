import { adapterOf } from '#lib/dialects/registry.ts'
import { maskHeaders } from '#lib/domain/audit/redact.ts'
import type {
  AttemptRecord,
  ClaimedDelivery,
  ClaimedEndpoint,
  ClaimedMessage,
  FinishedDelivery,
} from '#lib/domain/deliveries/claim.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { openSigningKeys } from '#lib/domain/endpoints/signing-keys.ts'
import type { Clock } from '#lib/domain/shared/clock.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { isSendError } from '#lib/net/send-error.ts'
import type { Sender, TimedAnswer } from '#lib/net/send-request.ts'
import { nextAttemptAt } from './backoff.ts'
import { signatureHeader } from './sign.ts'
import { traceAttempt } from './trace-attempt.ts'

/** Of a request's body, in the record of an attempt. */
const MAX_KEPT_BYTES = 64 * 1024
/** Where the dialect has no name of its own: some receivers refuse who says none. */
const USER_AGENT = 'Patchbay-Webhooks/1.0'

export interface AttemptServices {
  readonly clock: Clock
  readonly sender: Pick<Sender, 'send'>
  /** from 0 to below 1; spreads delays */
  readonly random: () => number
  /** told of what failed in a way that nobody expected */
  readonly onError: (error: unknown) => void
}

export interface Attempted extends FinishedDelivery {
  /** the receiver said that nobody listens there any more */
  readonly isGone: boolean
  /** no answer came in time, or none at all */
  readonly isSilent: boolean
}

interface AttemptOptions {
  readonly signal?: AbortSignal
  readonly evenPaused?: boolean
}

interface Prepared {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** as they may be written down */
  readonly shownHeaders: Readonly<Record<string, string>>
}

/**
 * Sends a claimed delivery once, encoded and signed at this moment, and says what became of it. Only a 2xx status is a
 * success. A paused endpoint's delivery is not sent, unless `evenPaused`. Null when `signal` stopped it before an answer
 * came. Does not throw.
 */
export function attemptDelivery(
  services: AttemptServices,
  claim: ClaimedDelivery,
  options: AttemptOptions = {},
): Promise<Attempted | null> {
  return traceAttempt(claim, () => attempt(services, claim, options))
}

async function attempt(
  services: AttemptServices,
  claim: ClaimedDelivery,
  { signal, evenPaused = false }: AttemptOptions,
): Promise<Attempted | null> {
  const { message, endpoint } = claim
  const profile = endpoint && adapterOf(endpoint.dialect)?.profile
  if (!message || !endpoint || !profile) return notSent(claim, 'cancelled')
  if (!endpoint.active && !evenPaused)
    return notSent(claim, profile.delivery.whilePaused === 'drop' ? 'cancelled' : 'held')

  const sentAt = services.clock.now()
  const request = prepare(services, claim, { message, endpoint, profile, sentAt })
  const result = 'error' in request ? request : await exchange(services, profile, endpoint, request, signal)
  if (!result) return null
  const prepared = 'error' in request ? { body: '', shownHeaders: {} } : request

  const succeeded = 'answer' in result && result.answer.status >= 200 && result.answer.status <= 299
  const attempt: AttemptRecord = {
    id: uuidv7(sentAt.getTime()),
    attempt: claim.attempts + 1,
    succeeded,
    requestUrl: endpoint.url,
    requestHeaders: prepared.shownHeaders,
    requestBody: kept(prepared.body),
    sentAt,
    ...('answer' in result ? answered(result.answer) : unanswered(result)),
  }
  const isGone = profile.delivery.pausesOnGone && attempt.responseCode === 410
  const isSilent = attempt.errorCode !== null
  if (succeeded) return { claim, outcome: { state: 'succeeded', attempt }, isGone, isSilent }

  const failure = {
    attempts: attempt.attempt,
    retryAfter: 'answer' in result ? result.answer.headers['retry-after'] : undefined,
    endedAt: services.clock.now(),
  }
  const next = claim.manual || isGone ? null : nextAttemptAt(profile.delivery, failure, services.random)
  return {
    claim,
    outcome: next ? { state: 'retry', attempt, nextAttemptAt: next } : { state: 'failed', attempt },
    isGone,
    isSilent,
  }
}

function notSent(claim: ClaimedDelivery, state: 'held' | 'cancelled'): Attempted {
  return { claim, outcome: { state }, isGone: false, isSilent: false }
}

/** The first 64 KiB; the message has it all. */
function kept(body: string): string {
  if (Buffer.byteLength(body) <= MAX_KEPT_BYTES) return body
  return Buffer.from(body, 'utf8').subarray(0, MAX_KEPT_BYTES).toString('utf8')
}

interface Failed {
  readonly error: { readonly code: string; readonly message: string }
  readonly durationMs: number
}

/** The request's text and headers; the exact bytes that are signed are those that are sent. */
function prepare(
  { onError }: AttemptServices,
  claim: ClaimedDelivery,
  {
    message,
    endpoint,
    profile,
    sentAt,
  }: {
    readonly message: ClaimedMessage
    readonly endpoint: ClaimedEndpoint
    readonly profile: DialectProfile
    readonly sentAt: Date
  },
): Prepared | Failed {
  try {
    const adapter = adapterOf(endpoint.dialect)
    if (!adapter) throw new Error(`No dialect ${endpoint.dialect}.`)
    const { body, headers } = adapter.encodeDelivery({
      messageId: claim.messageId,
      messageNumber: message.number,
      deliveryId: claim.id,
      teamId: claim.teamId,
      eventType: claim.eventType,
      payloadVersion: endpoint.payloadVersion,
      occurredAt: message.occurredAt,
      sentAt,
      data: message.payload,
      metadata: message.metadata,
    })
    const signs = profile.secret.presence === 'always' || endpoint.signing
    const signature = signs
      ? signatureHeader(profile, openSigningKeys(claim.endpointId, liveKeys(endpoint, sentAt)), {
          headers,
          body,
          sentAt,
        })
      : {}
    const own = { 'User-Agent': USER_AGENT, ...headers, ...signature }
    return {
      body,
      headers: { ...endpoint.headers, ...own },
      shownHeaders: { ...maskHeaders(endpoint.headers), ...own },
    }
  } catch (error) {
    if (isDomainError(error))
      return { error: { code: 'not_sendable', message: error.message }, durationMs: 0 }
    onError(error)
    return { error: { code: 'internal', message: 'Something went wrong on our side.' }, durationMs: 0 }
  }
}

/** An old key signs until its end, also when that came after the claim. */
function liveKeys({ keys }: ClaimedEndpoint, at: Date): ClaimedEndpoint['keys'] {
  return keys.filter(({ expiresAt }) => expiresAt === null || expiresAt > at)
}

async function exchange(
  { sender, onError }: AttemptServices,
  profile: DialectProfile,
  endpoint: ClaimedEndpoint,
  { body, headers }: Prepared,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer: TimedAnswer } | Failed | null> {
  try {
    const answer = await sender.send({
      url: endpoint.url,
      method: 'POST',
      headers,
      body,
      timeoutMs: profile.delivery.timeoutMs,
      verifyTls: endpoint.tlsVerification,
      signal,
    })
    return { answer }
  } catch (error) {
    if (signal?.aborted) return null
    if (isSendError(error)) return { error, durationMs: error.durationMs }
    onError(error)
    return { error: { code: 'internal', message: 'Something went wrong on our side.' }, durationMs: 0 }
  }
}

type Response = Pick<
  AttemptRecord,
  'responseCode' | 'responseHeaders' | 'responseBody' | 'errorCode' | 'errorMessage' | 'durationMs'
>

function answered({ status, headers, body, durationMs }: TimedAnswer): Response {
  return {
    responseCode: status,
    responseHeaders: maskHeaders(headers),
    responseBody: body,
    errorCode: null,
    errorMessage: null,
    durationMs,
  }
}

function unanswered({ error, durationMs }: Failed): Response {
  return {
    responseCode: null,
    responseHeaders: null,
    responseBody: null,
    errorCode: error.code,
    errorMessage: error.message,
    durationMs,
  }
}
