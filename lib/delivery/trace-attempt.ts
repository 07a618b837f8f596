import type { ClaimedDelivery, FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { inSpan, isTracing } from '#lib/observability/tracing.ts'

/** Makes an attempt within a span. Of the address only the host is told: paths can hold secrets. */
export function traceAttempt<T extends FinishedDelivery | null>(
  claim: ClaimedDelivery,
  work: () => Promise<T>,
): Promise<T> {
  if (!isTracing()) return work()
  const { endpoint } = claim
  const attributes = {
    'patchbay.delivery_id': claim.id,
    'patchbay.message_id': claim.messageId,
    'patchbay.endpoint_id': claim.endpointId,
    'patchbay.event_type': claim.eventType,
    'patchbay.attempt': claim.attempts + 1,
    ...(endpoint && { 'patchbay.dialect': endpoint.dialect, 'server.address': hostOf(endpoint.url) }),
  }
  return inSpan(
    'attempt',
    attributes,
    async (span) => {
      const attempted = await work()
      if (!attempted) return attempted
      const { outcome } = attempted
      span.set({ 'patchbay.outcome': outcome.state })
      if ('attempt' in outcome) {
        const { responseCode, errorCode, succeeded } = outcome.attempt
        if (responseCode !== null) span.set({ 'http.response.status_code': responseCode })
        if (!succeeded) span.fail(errorCode ?? String(responseCode))
      }
      return attempted
    },
    { kind: 'client' },
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}
