import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { isJsonObject } from '#lib/domain/messages/exact-json.ts'
import type { MessageWithDeliveries } from '#lib/domain/messages/get-message.ts'
import type { NewMessage, PublishedMessage } from '#lib/domain/messages/message.ts'
import { MAX_BATCH } from '#lib/domain/messages/schema.ts'
import { DomainError, type Issue, invalid, isDomainError } from '#lib/domain/shared/errors.ts'
import { deliverySchema, encodeDelivery } from '../deliveries/wire.ts'
import { flagSchema, list, map, object, orNull, text, time, uuid, whole } from '../json-schemas.ts'
import { readTime, TIME_EXAMPLE } from '../time.ts'

/** What a message may say of itself, and what the core calls it. */
const names: Readonly<Record<string, string>> = {
  type: 'eventType',
  payload: 'payload',
  id: 'id',
  occurred_at: 'occurredAt',
  dialect: 'dialect',
  metadata: 'metadata',
}
const wireNames = Object.fromEntries(Object.entries(names).map(([wire, core]) => [core, wire]))

export const messageSchema = object(
  {
    type: text('an event type of the catalogue'),
    payload: { ...map({}), description: "the event's data, as the event type's JSON Schema has it" },
    id: text('your own id: the same id with the same content is published once'),
    occurred_at: { ...time, description: 'now, unless said otherwise' },
    dialect: text('whose catalogue the type is of; standard unless said otherwise'),
    metadata: { ...map({}), description: "what the dialect's wire says of an event beside its data" },
  },
  ['id', 'occurred_at', 'dialect', 'metadata'],
)

export const batchSchema = object({ messages: { ...list(messageSchema), minItems: 1, maxItems: MAX_BATCH } })

export const publishedSchema = object({
  id: { ...uuid, description: 'receivers of the standard format see it as webhook-id: msg_ and this' },
  type: text(),
  dialect: text(),
  external_id: orNull(text('the id that you gave')),
  occurred_at: time,
  created_at: time,
  deliveries: { ...whole, description: 'endpoints that get it; those that are paused and wait for it, too' },
  duplicate: {
    ...flagSchema,
    description: 'it had been published before with this id, and is not sent again',
  },
})

export const messageWithDeliveriesSchema = object({
  id: uuid,
  type: text(),
  dialect: text(),
  external_id: orNull(text('the id that you gave')),
  payload: map({}),
  metadata: map({}),
  occurred_at: time,
  created_at: time,
  deliveries: {
    ...list(deliverySchema),
    description: 'newest first, at most 100; GET /deliveries?message_id= has all',
  },
})

export function encodeMessage({ message, deliveries }: MessageWithDeliveries) {
  const { id, eventType, dialect, externalId, payload, metadata, occurredAt, createdAt } = message
  return {
    id,
    type: eventType,
    dialect,
    external_id: externalId,
    payload,
    metadata,
    occurred_at: occurredAt,
    created_at: createdAt,
    deliveries: deliveries.map(encodeDelivery),
  }
}

export function encodePublished(message: PublishedMessage) {
  const { id, eventType, dialect, externalId, occurredAt, createdAt, deliveries, duplicate } = message
  return {
    id,
    type: eventType,
    dialect,
    external_id: externalId,
    occurred_at: occurredAt,
    created_at: createdAt,
    deliveries,
    duplicate,
  }
}

/** Names and times as the core has them; the verb judges the rest. Throws `invalid`. */
export function decodeMessage(value: JsonValue | undefined): NewMessage {
  if (!isJsonObject(value))
    throw invalid([{ path: [], code: 'wrong_type', message: 'A message must be an object.' }])
  const message = value
  const strange = Object.keys(message).filter((key) => !Object.hasOwn(names, key))
  const issues: Issue[] = [
    ...strange.map((key) => issue(key, 'unknown_field', `${key} is not a field here.`)),
    ...(['type', 'payload'] as const)
      .filter((key) => message[key] === undefined)
      .map((key) => issue(key, 'required', `${key} is required.`)),
  ]
  if (issues.length > 0) throw invalid(issues)
  const { occurred_at: at, ...rest } = message
  const decoded = Object.fromEntries(Object.entries(rest).map(([key, child]) => [names[key], child]))
  // the verb judges every other value
  return { ...decoded, ...(at === undefined ? {} : { occurredAt: timeOf(at) }) } as unknown as NewMessage
}

function timeOf(value: JsonValue): Date {
  const time = readTime(value)
  if (time) return time
  throw invalid([issue('occurred_at', 'bad_format', `The time must be like ${TIME_EXAMPLE}.`)])
}

const issue = (key: string, code: Issue['code'], message: string): Issue => ({ path: [key], code, message })

/** Runs a verb whose issues are named as on this wire; those of a batch begin with their place in it. */
export async function underWireNames<T>(work: () => Promise<T>, prefix: readonly string[] = []): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDomainError(error) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error
    const issues = error.issues.map((found) => ({ ...found, path: [...prefix, ...wirePath(found.path)] }))
    throw new DomainError(error.code, error.message, { issues, conflicts: error.conflicts })
  }
}

function wirePath([first, ...rest]: Issue['path']): Issue['path'] {
  if (first === undefined) return []
  if (typeof first === 'number') return [first, ...wirePath(rest)]
  return [wireNames[first] ?? first, ...rest]
}
