/** Of deliveries that wait for paused endpoints: where the exact number says no more. */
export const MOST_HELD = 10_000

/** `pending` waits for its time, `held` for its endpoint to go on; the others are finished. */
export const deliveryStates = ['pending', 'held', 'succeeded', 'failed', 'cancelled'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** A message on its way to an endpoint, or at the end of that way. */
export interface Delivery {
  /** UUID v7 */
  readonly id: string
  readonly endpointId: string
  readonly messageId: string
  readonly eventType: string
  readonly state: DeliveryState
  /** made so far */
  readonly attempts: number
  /** sent once by hand, and not by the schedule */
  readonly manual: boolean
  /** the status that the last attempt was answered with; null when none came, or none was made */
  readonly lastCode: number | null
  readonly lastError: string | null
  readonly lastAttemptAt: Date | null
  /** what the last attempt took; null before the first */
  readonly lastDurationMs: number | null
  /** null for what is finished */
  readonly nextAttemptAt: Date | null
  readonly createdAt: Date
  /** null for what is on its way */
  readonly finishedAt: Date | null
}

export type HeaderMap = Readonly<Record<string, string>>

/** One HTTP request of a delivery, and what came back. */
export interface Attempt {
  readonly id: string
  /** a whole number of its own, for wires that count attempts */
  readonly number: number
  readonly deliveryId: string
  readonly messageId: string
  readonly eventType: string
  /** 1 for the first of its delivery */
  readonly attempt: number
  readonly succeeded: boolean
  readonly requestUrl: string
  readonly requestHeaders: HeaderMap
  readonly requestBody: string
  /** null when no answer came */
  readonly responseCode: number | null
  readonly responseHeaders: HeaderMap | null
  readonly responseBody: string | null
  /** as `timeout`; null for an answer */
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly durationMs: number
  readonly sentAt: Date
  /** when the next attempt was due, as this one ended; null after the last */
  readonly nextAttemptAt: Date | null
}
