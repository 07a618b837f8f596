import type { Context, Hono } from 'hono'
import { apiVersions } from './api-version.ts'
import { errorBody } from './errors.ts'

/**
 * Where providers post to. No toolkit's signature is verified by this build, so no event is one to believe: each is
 * refused as the contract refuses an unverified one (§3), whether there is such an endpoint or not, and nothing of it is
 * read or kept.
 */
export function mountIngress(app: Hono): void {
  for (const { root } of apiVersions)
    app.all(`${root}/webhook_ingress/:toolkit/:id/trigger_event`, refuseEvent)
}

function refuseEvent(c: Context): Response {
  const body = errorBody(c.req.header('x-request-id') ?? '', 400, {
    slug: 'WebhookIngress_VerificationFailed',
    message: 'The webhook request could not be verified',
  })
  return c.json(body, 400, { 'cache-control': 'no-store' })
}
