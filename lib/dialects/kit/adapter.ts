import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { JsonObject } from './json.ts'

/** What a delivery is made of, in Patchbay's own words; each dialect writes it in its own. */
export interface DeliveryInput {
  /** UUID of the message; the same for all its deliveries and attempts */
  readonly messageId: string
  /** whole number of the message, for dialects that count their events */
  readonly messageNumber: number
  /** UUID of the delivery; the same for all its attempts */
  readonly deliveryId: string
  /** UUID of the team, which is the dialect's company, project or workspace */
  readonly teamId: string
  readonly eventType: string
  /** the endpoint's payload version; null where the dialect has one form only */
  readonly payloadVersion: string | null
  /** when the event happened; the same for all attempts */
  readonly occurredAt: Date
  /** when this attempt is sent */
  readonly sentAt: Date
  readonly data: JsonObject
  /** what the dialect's wire says of an event beside its data; `{}` where it says nothing */
  readonly metadata: JsonObject
}

export interface EncodedDelivery {
  /** the exact text to sign and to send, as UTF-8 */
  readonly body: string
  /**
   * The dialect's own headers, in its own spelling, without the signature: a signature needs a key, and is made where
   * keys are opened.
   */
  readonly headers: Readonly<Record<string, string>>
}

/** A dialect: its rules, and its pure functions. Nothing here does I/O or holds a secret. */
export interface DialectAdapter {
  readonly profile: DialectProfile
  /**
   * Writes the request that a receiver gets. The same input gives the same bytes.
   * Throws `wrong_state` where the payload version cannot carry the event; the profile's invariants keep endpoints
   * from getting there.
   */
  readonly encodeDelivery: (input: DeliveryInput) => EncodedDelivery
  /** A message with realistic data, the same at each call, in the default payload version. Takes any name. */
  readonly sampleMessage: (eventType: string) => DeliveryInput
}
