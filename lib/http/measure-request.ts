import type { IncomingMessage, ServerResponse } from 'node:http'
import { metrics } from '#lib/observability/metrics.ts'

/** Measures a request once its answer is finished or cut off. `mount`: the API's path, or `pages`. */
export function measureRequest(request: IncomingMessage, response: ServerResponse, mount: string): void {
  const startedAt = performance.now()
  response.once('close', () => {
    metrics().answered({
      mount,
      method: request.method ?? '',
      status: response.statusCode,
      durationMs: performance.now() - startedAt,
    })
  })
}
