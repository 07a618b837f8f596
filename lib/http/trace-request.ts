import type { IncomingMessage, ServerResponse } from 'node:http'
import { redactPath } from '#lib/observability/redact.ts'
import { inSpan } from '#lib/observability/tracing.ts'

/** Asked for by machines all the time, or open for hours. */
const untraced = new Set(['/healthz', '/readyz', '/metrics', '/live'])

/** Does an API's work within a span. `mount`: the API's path. Never a query, a header or a body. */
export function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  mount: string,
  work: () => Promise<void>,
): Promise<void> {
  if (untraced.has(mount)) return work()
  const { method = '', url = '', headers } = request
  const attributes = {
    'http.request.method': method,
    'http.route': mount,
    'url.path': redactPath(url.split('?', 1)[0] ?? ''),
    'patchbay.request_id': String(headers['x-request-id'] ?? ''),
  }
  const { traceparent } = headers
  return inSpan(
    `${method} ${mount}`,
    attributes,
    async (span) => {
      await work()
      span.set({ 'http.response.status_code': response.statusCode })
      if (response.statusCode >= 500) span.fail(String(response.statusCode))
    },
    { kind: 'server', ...(typeof traceparent === 'string' && { traceparent }) },
  )
}
