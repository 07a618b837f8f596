import { Hono, type Context as HonoContext } from 'hono'
import type { OauthServerContext } from '#lib/domain/oauth-apps/client.ts'
import { introspectToken } from '#lib/domain/oauth-apps/introspect-token.ts'
import { revokeOwnToken } from '#lib/domain/oauth-apps/revoke-token.ts'
import { publishedKeys } from '#lib/domain/oauth-apps/signing-key.ts'
import { REQUEST_ID_HEADER } from '#lib/http/incoming-request.ts'
import { logger } from '#lib/observability/logger.ts'
import { asClient } from './client-authentication.ts'
import { invalidClient, OauthFailure, toOauthFailure } from './failure.ts'
import { readForm, required } from './form.ts'
import { serverMetadata } from './metadata.ts'
import { grantTokens } from './token-grants.ts'

/** Every path that these routes answer; `/oauth/authorize` is a page. */
export const OAUTH_PATHS = [
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/introspect',
  '/.well-known/oauth-authorization-server',
  '/.well-known/jwks.json',
] as const

/** Verifiers may keep the documents for so long; a new key is looked for when its id is not known. */
const DOCUMENT_CACHE = 'public, max-age=300'

/** The OAuth 2.1 server's HTTP side: tokens, revocation, introspection, and its documents. */
export function oauthRoutes(services: OauthServerContext): Hono {
  const app = new Hono({ strict: false })
  app.post('/oauth/token', async (c) => {
    const form = await readForm(c.req.raw)
    return ok(await asClient(c.req.raw, form, (client) => grantTokens(services, client, form)))
  })
  app.post('/oauth/revoke', async (c) => {
    const form = await readForm(c.req.raw)
    await asClient(c.req.raw, form, (client) =>
      revokeOwnToken(client, required(form, 'token'), services.clock.now()),
    )
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
  })
  app.post('/oauth/introspect', async (c) => {
    const form = await readForm(c.req.raw)
    const answer = await asClient(c.req.raw, form, (client) => {
      // anybody could say to be a public client (RFC 7662, section 2.1)
      if (!client.confidential) throw invalidClient()
      return introspectToken(services, client, required(form, 'token'))
    })
    return ok(answer)
  })
  app.get('/.well-known/oauth-authorization-server', () => document(serverMetadata(services.issuer)))
  app.get('/.well-known/jwks.json', async () => document(await publishedKeys(services.clock.now())))

  for (const path of OAUTH_PATHS) {
    const allow = path.startsWith('/oauth/') ? 'POST' : 'GET, HEAD'
    app.all(path, () => {
      const failure = new OauthFailure('invalid_request', `Use ${allow}.`, {
        status: 405,
        headers: { allow },
      })
      return refusal(failure)
    })
  }
  app.notFound(() => refusal(new OauthFailure('invalid_request', 'There is nothing here.', { status: 404 })))
  app.onError(answerError)
  return app
}

function answerError(error: Error, c: HonoContext): Response {
  const failure = toOauthFailure(error)
  if (failure) return refusal(failure)
  // the client went away; nobody reads the answer
  if ('code' in error && error.code === 'ECONNRESET') return c.body(null, 400)
  logger().error({ err: error }, 'A request failed')
  const requestId = c.req.header(REQUEST_ID_HEADER) ?? ''
  const error_description = `Something went wrong on our side. The log has it under ${requestId}.`
  return json({ error: 'server_error', error_description }, 500, { 'cache-control': 'no-store' })
}

function refusal({ code, message, status, headers }: OauthFailure): Response {
  const body = { error: code, error_description: message }
  return json(body, status, { 'cache-control': 'no-store', pragma: 'no-cache', ...headers })
}

function ok(body: object): Response {
  return json(body, 200, { 'cache-control': 'no-store', pragma: 'no-cache' })
}

function document(body: object): Response {
  return json(body, 200, { 'cache-control': DOCUMENT_CACHE })
}

function json(body: object, status: number, headers: Readonly<Record<string, string>>): Response {
  return Response.json(body, { status, headers })
}
