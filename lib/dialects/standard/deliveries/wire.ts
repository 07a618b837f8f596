import { codeClasses } from '#lib/domain/deliveries/code-class.ts'
import { type Attempt, type Delivery, deliveryStates } from '#lib/domain/deliveries/delivery.ts'
import type { AttemptView } from '#lib/domain/deliveries/inspect-delivery.ts'
import type { ReplayPreview } from '#lib/domain/deliveries/preview-replay.ts'
import {
  flagSchema,
  list,
  map,
  object,
  orNull,
  page,
  text,
  time,
  uuid,
  whole,
  words,
} from '../json-schemas.ts'

const deliveryProperties = {
  id: uuid,
  endpoint_id: uuid,
  message_id: uuid,
  event_type: text(),
  state: {
    ...words(deliveryStates),
    description: 'pending waits for its time, held for its endpoint to be resumed; the others are finished',
  },
  manual: { ...flagSchema, description: 'sent once by hand, and not by the schedule' },
  attempt_count: { ...whole, description: 'attempts that were made so far' },
  last_code: orNull({ ...whole, description: 'the status that the last attempt was answered with' }),
  last_error: orNull(text()),
  last_duration_ms: orNull(whole),
  last_attempt_at: orNull(time),
  next_attempt_at: orNull({ ...time, description: 'null for what is finished' }),
  created_at: time,
  finished_at: orNull(time),
}

export const attemptSchema = object({
  id: uuid,
  attempt: { ...whole, description: '1 for the first of its delivery' },
  succeeded: flagSchema,
  request: object({
    url: text(),
    headers: { ...map(text()), description: 'credentials by a mask' },
    body: text(),
  }),
  response: orNull(object({ code: whole, headers: orNull(map(text())), body: orNull(text()) })),
  error: orNull(object({ code: orNull(text('as timeout')), message: orNull(text()) })),
  duration_ms: whole,
  sent_at: time,
})

export const deliverySchema = object(deliveryProperties)
export const deliveryWithAttemptsSchema = object({
  ...deliveryProperties,
  attempts: { ...list(attemptSchema), description: 'in the order in which they were made' },
})
export const deliveryPageSchema = object({
  ...(page(deliverySchema).properties as Record<string, typeof deliverySchema>),
  looked_to: orNull({
    ...time,
    description: 'with a filter that few match: what was made earlier is looked at by the next page',
  }),
})
export const sentTestSchema = object({ delivery: deliverySchema, attempt: attemptSchema })

const replayFilterSchema = object(
  {
    search: text('a message, by its id or your own, or a delivery by its id; whole'),
    states: list(words(deliveryStates)),
    endpoint_id: text("the endpoint's id, or ep_… of one in our own dialect"),
    message_id: uuid,
    event_type: text(),
    code: { ...words(codeClasses), description: 'what the last attempt was answered with; none: no answer' },
    from: { ...time, description: 'made then or later' },
    before: { ...time, description: 'made earlier than that' },
  },
  ['search', 'states', 'endpoint_id', 'message_id', 'event_type', 'code', 'from', 'before'],
)

export const replaySchema = object({
  filter: { ...replayFilterSchema, description: 'as the list of deliveries takes it; {} is all of them' },
})

export const replayPreviewSchema = object({
  dry_run: { const: true },
  total: { ...whole, description: 'messages to endpoints; one that several deliveries match counts once' },
  sending: { ...whole, description: 'that would be sent' },
  endpoints: { ...whole, description: 'that they go to' },
  paused: { ...whole, description: 'their endpoint is paused' },
  gone: { ...whole, description: 'their endpoint was deleted, or their message is stored no more' },
  events: {
    ...list(object({ event_type: text(), count: whole })),
    description: 'the most first; the first few',
  },
  looked_to: orNull({ ...time, description: 'what was made earlier was not looked at' }),
})

type Moment = Date | string | null
type Moments = 'lastAttemptAt' | 'nextAttemptAt' | 'createdAt' | 'finishedAt'
/** As verbs answer it, with times or with their texts. */
type AnyDelivery = Omit<Delivery, Moments> & Readonly<Record<Moments, Moment>>

export function encodeDelivery(delivery: AnyDelivery) {
  return {
    id: delivery.id,
    endpoint_id: delivery.endpointId,
    message_id: delivery.messageId,
    event_type: delivery.eventType,
    state: delivery.state,
    manual: delivery.manual,
    attempt_count: delivery.attempts,
    last_code: delivery.lastCode,
    last_error: delivery.lastError,
    last_duration_ms: delivery.lastDurationMs,
    last_attempt_at: delivery.lastAttemptAt,
    next_attempt_at: delivery.nextAttemptAt,
    created_at: delivery.createdAt,
    finished_at: delivery.finishedAt,
  }
}

export function encodeAttempt(attempt: AttemptView | Attempt) {
  const { responseCode: code, responseHeaders, responseBody, errorCode, errorMessage } = attempt
  return {
    id: attempt.id,
    attempt: attempt.attempt,
    succeeded: attempt.succeeded,
    request: { url: attempt.requestUrl, headers: attempt.requestHeaders, body: attempt.requestBody },
    response: code === null ? null : { code, headers: responseHeaders, body: responseBody },
    error: errorCode === null && errorMessage === null ? null : { code: errorCode, message: errorMessage },
    duration_ms: attempt.durationMs,
    sent_at: attempt.sentAt,
  }
}

export function encodeReplayPreview(preview: ReplayPreview) {
  const { total, sending, endpoints, paused, gone, events, lookedTo } = preview
  return {
    dry_run: true,
    total,
    sending,
    endpoints,
    paused,
    gone,
    events: events.map(({ eventType, count }) => ({ event_type: eventType, count })),
    looked_to: lookedTo,
  }
}
