import type { Attempt } from '#lib/domain/deliveries/delivery.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import { selfcommunityProfile } from './profile.ts'
import type { AttemptWire, EndpointWire } from './wire.ts'

/** UTC with six digits of a second: `2021-03-25T15:21:46.575398+00:00`. The core keeps three. */
export function wireTime(time: Date): string {
  return time.toISOString().replace('Z', '000+00:00')
}

export function encodeEndpoint(endpoint: Endpoint): EndpointWire {
  return {
    id: Number(endpoint.publicId),
    created_at: wireTime(endpoint.createdAt),
    updated_at: wireTime(endpoint.updatedAt),
    is_active: endpoint.active,
    target: endpoint.url,
    description: endpoint.description ?? '',
    events: endpoint.events.map((event) => ({ type: event.type, added_at: wireTime(event.addedAt) })),
    ssl_cert_verification: endpoint.tlsVerification,
  }
}

/** C13, C16: the event is an object, and the body is the text that came. */
export function encodeAttempt(attempt: Attempt, endpoint: Pick<Endpoint, 'events'>): AttemptWire {
  const subscribed = endpoint.events.find((event) => event.type === attempt.eventType)
  return {
    id: attempt.number,
    created_at: wireTime(attempt.sentAt),
    event: { type: attempt.eventType, added_at: subscribed ? wireTime(subscribed.addedAt) : null },
    sent_at: wireTime(attempt.sentAt),
    http_request_body: attempt.requestBody,
    http_request_signature_header: signatureOf(attempt),
    http_response_code: attempt.responseCode,
    http_response_body: attempt.responseBody ?? '',
    next_retry: attempt.nextAttemptAt ? wireTime(attempt.nextAttemptAt) : null,
  }
}

const SIGNATURE_HEADER = selfcommunityProfile.delivery.signature.header.toLowerCase()

function signatureOf({ requestHeaders }: Attempt): string {
  const found = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === SIGNATURE_HEADER)
  return found?.[1] ?? ''
}
