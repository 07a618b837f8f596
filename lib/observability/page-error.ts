import type { Instrumentation } from 'next'
import { logger } from './logger.ts'
import { redactPath } from './redact.ts'

/** Logs what a page or an action threw. */
export function logPageError(...[error, request, context]: Parameters<Instrumentation.onRequestError>): void {
  const [path = ''] = request.path.split('?', 1)
  logger().error(
    {
      err: error,
      requestId: request.headers['x-request-id'],
      path: redactPath(path),
      route: context.routePath,
      kind: context.routeType,
    },
    'A page or an action failed',
  )
}
