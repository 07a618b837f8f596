import type { IncomingMessage, ServerResponse } from 'node:http'
import { logger } from '#lib/observability/logger.ts'
import { redactPath } from '#lib/observability/redact.ts'
import type { RequestFacts } from './incoming-request.ts'

/** Asked for so often, and so seldom of interest, that they are logged at `debug` only. */
const quietPaths = /^\/(_next\/|healthz$|readyz$|metrics$|favicon)/

/** Logs one line when the answer is finished or cut off. Never a query's value, a header or a body. */
export function logAccess(request: IncomingMessage, response: ServerResponse, facts: RequestFacts): void {
  const startedAt = performance.now()
  const [path = '', query] = (request.url ?? '').split('?', 2)
  response.once('close', () => {
    const isFinished = response.writableFinished
    const log = logger()
    const level = quietPaths.test(path) && response.statusCode < 500 ? 'debug' : 'info'
    if (!log.isLevelEnabled(level)) return
    log[level](
      {
        requestId: facts.requestId,
        method: request.method,
        path: redactPath(path),
        ...(query && { query: [...new Set(new URLSearchParams(query).keys())] }),
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        client: facts.clientAddress,
        ...(!isFinished && { aborted: true }),
      },
      'request',
    )
  })
}
