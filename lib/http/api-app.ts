import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { logger } from '#lib/observability/logger.ts'
import { limitBody } from './body-limit.ts'
import { REQUEST_ID_HEADER } from './incoming-request.ts'

export const MAX_BODY_BYTES = 1024 * 1024

/**
 * A router with what every API here needs: a limit on bodies, a 404, and a 500 that says nothing but the id that
 * the log has. A dialect replaces the envelopes by its own.
 */
export function createApiApp(): Hono {
  const app = new Hono()
  const tooLarge = problem('too_large', `The body is larger than ${MAX_BODY_BYTES} bytes.`)
  app.use(limitBody(MAX_BODY_BYTES, () => Response.json(tooLarge, { status: 413 })))
  app.notFound((context) => context.json(problem('not_found', 'There is nothing here.'), 404))
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse()
    // the client went away, or sent what is no HTTP; nobody reads the answer
    if ('code' in error && error.code === 'ECONNRESET') return context.body(null, 400)
    logger().error({ err: error }, 'A request failed')
    const requestId = context.req.header(REQUEST_ID_HEADER)
    return context.json(problem('internal', 'Something went wrong on our side.', requestId), 500)
  })
  return app
}

/** Answers a method that a path does not know. Register it with `all` behind the path's other routes. */
export function methodNotAllowed(...allowed: string[]) {
  const list = allowed.join(', ')
  return (context: Context) =>
    context.json(problem('method_not_allowed', `Use one of: ${list}.`), 405, { allow: list })
}

/** Patchbay's own error envelope. */
export function problem(code: string, message: string, requestId?: string) {
  return { error: { code, message, ...(requestId && { requestId }) } }
}
