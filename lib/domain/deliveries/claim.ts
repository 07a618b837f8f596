import type { StringMap } from '../endpoints/fields.ts'
import type { SealedKey } from '../endpoints/signing-keys.ts'
import type { JsonObject } from '../messages/message.ts'

/** A delivery that is ours for a while, with all that its request is made of. */
export interface ClaimedDelivery {
  readonly id: string
  readonly teamId: string
  readonly endpointId: string
  readonly messageId: string
  readonly eventType: string
  /** made so far */
  readonly attempts: number
  /** sent once by hand, and not by the schedule */
  readonly manual: boolean
  /** until then nobody else takes it, in the database's time; also what shows that it is still ours */
  readonly leasedUntil: Date
  /** null when it is stored no more */
  readonly message: ClaimedMessage | null
  /** as it is at this moment; null when it was deleted */
  readonly endpoint: ClaimedEndpoint | null
}

export interface ClaimedMessage {
  readonly number: number
  readonly payload: JsonObject
  readonly metadata: JsonObject
  readonly occurredAt: Date
  /** bytes of its payload, as stored */
  readonly size: number
}

export interface ClaimedEndpoint {
  readonly dialect: string
  readonly url: string
  readonly active: boolean
  readonly tlsVerification: boolean
  readonly payloadVersion: string | null
  readonly signing: boolean
  readonly headers: StringMap
  /** those that sign at this moment, the current one first */
  readonly keys: readonly SealedKey[]
}

/** One HTTP request, as it is written down. */
export interface AttemptRecord {
  readonly id: string
  readonly attempt: number
  readonly succeeded: boolean
  readonly requestUrl: string
  readonly requestHeaders: StringMap
  readonly requestBody: string
  readonly responseCode: number | null
  readonly responseHeaders: StringMap | null
  readonly responseBody: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly durationMs: number
  readonly sentAt: Date
}

/** What became of a claimed delivery. */
export type Outcome =
  | { readonly state: 'succeeded' | 'failed'; readonly attempt: AttemptRecord }
  | { readonly state: 'retry'; readonly attempt: AttemptRecord; readonly nextAttemptAt: Date }
  /** nothing was sent: its endpoint is paused, or it, or its message, is there no more */
  | { readonly state: 'held' | 'cancelled' }

export interface FinishedDelivery {
  readonly claim: ClaimedDelivery
  readonly outcome: Outcome
}
