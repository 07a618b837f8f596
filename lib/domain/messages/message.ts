export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** One event to publish, before it is judged. */
export interface NewMessage {
  readonly eventType: string
  /** the event's data, as the event type's JSON Schema has it */
  readonly payload: JsonObject
  /** the publisher's own id: the same id with the same content is the same message */
  readonly id?: string | undefined
  /** the catalogue that the event type is of; Patchbay's own unless said otherwise */
  readonly dialect?: string | undefined
  /** now, unless said otherwise */
  readonly occurredAt?: Date | undefined
  /** what the dialect's wire says of an event beside its data */
  readonly metadata?: JsonObject | undefined
}

export interface PublishedMessage {
  /** UUID v7 */
  readonly id: string
  /** a whole number, for dialects that count their events */
  readonly number: number
  readonly dialect: string
  readonly eventType: string
  /** the publisher's own id */
  readonly externalId: string | null
  readonly occurredAt: Date
  readonly createdAt: Date
  /** how many endpoints get it; those that are paused and wait for it count, too */
  readonly deliveries: number
  /** it had been published before, with this id */
  readonly duplicate: boolean
}
