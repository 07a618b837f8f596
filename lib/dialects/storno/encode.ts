import type { Delivery, DeliveryState } from '#lib/domain/deliveries/delivery.ts'
import type { DeliveryDetail } from '#lib/domain/deliveries/get-delivery.ts'
import type { SentTest } from '#lib/domain/deliveries/send-test.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import type { DeliverySummary } from '#lib/domain/endpoints/get-with-summary.ts'
import { exactJson } from '#lib/domain/messages/exact-json.ts'
import { published } from './catalogue.ts'
import { stornoProfile } from './profile.ts'
import type {
  DeliveryDetailWire,
  DeliveryStatusWire,
  DeliveryWire,
  EventWire,
  TestWire,
  WebhookDetailWire,
  WebhookWire,
} from './wire.ts'

/** UTC, whole seconds: `2026-02-18T10:15:00Z`. */
export function wireTime(time: Date): string {
  return `${time.toISOString().slice(0, -'.000Z'.length)}Z`
}

/** `secret` in full only where it was just made; else E4: the constant mask. */
export function encodeWebhook(endpoint: Endpoint, secret: string = stornoProfile.secret.mask()): WebhookWire {
  return {
    uuid: endpoint.publicId,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events.map((event) => event.type),
    isActive: endpoint.active,
    secret,
    createdAt: wireTime(endpoint.createdAt),
    updatedAt: wireTime(endpoint.updatedAt),
  }
}

/** `summary` is null for a caller who may not read deliveries. */
export function encodeWebhookDetail(endpoint: Endpoint, summary: DeliverySummary | null): WebhookDetailWire {
  const last = summary?.last
  return {
    ...encodeWebhook(endpoint),
    deliveriesCount: summary?.count ?? null,
    lastDeliveryAt: last ? wireTime(last.at) : null,
    lastDeliveryStatus: last ? STATUSES[last.state] : null,
  }
}

/** The reference's 17, in its order and categories. */
export const publishedEvents: readonly EventWire[] = Object.entries(published).flatMap(([category, names]) =>
  Object.entries(names).map(([name, description]) => ({ name, description, category })),
)

const STATUSES: Readonly<Record<DeliveryState, DeliveryStatusWire>> = {
  pending: 'pending',
  held: 'pending',
  succeeded: 'success',
  failed: 'failed',
  cancelled: 'failed',
}

export function encodeDeliveryRow(delivery: Delivery): DeliveryWire {
  return {
    uuid: delivery.id,
    eventType: delivery.eventType,
    status: STATUSES[delivery.state],
    responseCode: codeOf(delivery.lastCode, delivery.lastAttemptAt !== null),
    durationMs: delivery.lastDurationMs,
    deliveredAt: delivery.lastAttemptAt && wireTime(delivery.lastAttemptAt),
    attempt: delivery.attempts,
  }
}

const MAX_BODY_CHARACTERS = 4096

/** Contract §4: the request and the answer of the last attempt; before the first there are none. */
export function encodeDeliveryDetail(
  { delivery, lastAttempt }: DeliveryDetail,
  endpoint: Pick<Endpoint, 'publicId' | 'url'>,
): DeliveryDetailWire {
  return {
    uuid: delivery.id,
    webhookUuid: endpoint.publicId,
    eventType: delivery.eventType,
    status: STATUSES[delivery.state],
    attempt: delivery.attempts,
    requestUrl: lastAttempt?.requestUrl ?? endpoint.url,
    requestMethod: 'POST',
    requestHeaders: lastAttempt?.requestHeaders ?? {},
    requestPayload: lastAttempt ? payloadOf(lastAttempt.requestBody) : null,
    responseCode: codeOf(lastAttempt?.responseCode ?? null, lastAttempt !== null),
    responseHeaders: lastAttempt?.responseHeaders ?? null,
    responseBody: lastAttempt?.responseBody?.slice(0, MAX_BODY_CHARACTERS) ?? null,
    durationMs: lastAttempt?.durationMs ?? null,
    errorMessage: lastAttempt?.errorMessage ?? null,
    deliveredAt: lastAttempt && wireTime(lastAttempt.sentAt),
    nextRetryAt: delivery.nextAttemptAt && wireTime(delivery.nextAttemptAt),
  }
}

const MAX_TEST_BODY_CHARACTERS = 1024

/** Contract §2. */
export function encodeTest({ delivery, attempt }: SentTest): TestWire {
  return {
    deliveryUuid: delivery.id,
    status: STATUSES[delivery.state],
    eventType: delivery.eventType,
    requestPayload: payloadOf(attempt.requestBody),
    requestHeaders: attempt.requestHeaders,
    responseCode: codeOf(attempt.responseCode, true),
    responseBody: attempt.responseBody?.slice(0, MAX_TEST_BODY_CHARACTERS) ?? null,
    durationMs: attempt.durationMs,
    deliveredAt: wireTime(attempt.sentAt),
  }
}

/** 0 stands for an attempt that nobody answered. */
function codeOf(code: number | null, wasTried: boolean): number | null {
  return code ?? (wasTried ? 0 : null)
}

/** What we send is JSON; a body that is none is shown as the text it was. */
function payloadOf(body: string): unknown {
  try {
    return exactJson(body)
  } catch {
    return body
  }
}
