import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import { isCredentialError } from '#lib/domain/api-keys/credential-error.ts'
import { FAILURES_PER_CLIENT } from '#lib/domain/oauth-apps/token-limit.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeApiKey, makeOauthApp, REDIRECT_URI } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { agree, authorizationQuery, ISSUER, newPkce, randomAddress } from '#lib/testing/oauth-requests.ts'
import { type OauthAnswer, useOauthServer } from '#lib/testing/oauth-server.ts'

useDatabase()
const clock = fakeClock()
const server = useOauthServer({ clock, issuer: ISSUER })

async function scene() {
  const team = await makeTeam()
  const owner = await team.as('owner', { clock })
  const { app, clientSecret } = await makeOauthApp(owner)
  const client = { client_id: app.clientId, client_secret: clientSecret }
  const grant = { grant_type: 'client_credentials', scope: 'read' }
  return { team, owner, app, client, clientSecret: clientSecret ?? '', grant }
}

async function userTokens({ owner, app, client }: Awaited<ReturnType<typeof scene>>): Promise<OauthAnswer> {
  const { verifier, challenge } = newPkce()
  const code = await agree(owner, authorizationQuery(app.clientId, challenge, { scope: 'webhooks:manage' }))
  return server.post('/oauth/token', {
    grant_type: 'authorization_code',
    ...client,
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
  })
}

function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
}

async function isGood(token: string): Promise<boolean> {
  try {
    await authenticate(token, { accepts: ['oauth'] }, clock.now())
    return true
  } catch (error) {
    if (isCredentialError(error)) return false
    throw error
  }
}

describe('a client proves who it is', () => {
  test('by Basic, or in the body', async () => {
    const { client, clientSecret, grant } = await scene()
    const headers = basic(client.client_id, clientSecret)
    expect((await server.post('/oauth/token', grant, { headers })).status).toBe(200)
    expect(
      (await server.post('/oauth/token', { ...grant, client_id: client.client_id }, { headers })).status,
    ).toBe(200)
    expect((await server.post('/oauth/token', { ...grant, ...client })).status).toBe(200)
    const encoded = basic(client.client_id, clientSecret.replace('_', '%5F'))
    expect((await server.post('/oauth/token', grant, { headers: encoded })).status).toBe(200)
  })

  test('in one way at a time', async () => {
    const { client, clientSecret, grant } = await scene()
    const headers = basic(client.client_id, clientSecret)
    const both = await server.post('/oauth/token', { ...grant, ...client }, { headers })
    expect(both).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    const other = await server.post('/oauth/token', { ...grant, client_id: 'app_other' }, { headers })
    expect(other).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  test('or is refused in the same way, whatever is wrong', async () => {
    const { client, clientSecret, grant } = await scene()
    const answers = [
      await server.post('/oauth/token', grant),
      await server.post('/oauth/token', { ...grant, client_id: client.client_id }),
      await server.post('/oauth/token', { ...grant, ...client, client_secret: `${clientSecret}x` }),
      await server.post('/oauth/token', { ...grant, client_id: 'app_nobody', client_secret: clientSecret }),
      await server.post('/oauth/token', { ...grant, client_id: 'a\u0000b', client_secret: clientSecret }),
      await server.post('/oauth/token', grant, { headers: basic(client.client_id, 'wrong') }),
      await server.post('/oauth/token', grant, { headers: { authorization: `Bearer ${clientSecret}` } }),
      await server.post('/oauth/token', grant, { headers: { authorization: 'Basic %%%' } }),
      await server.post('/oauth/introspect', { token: 'x' }, { headers: basic(client.client_id, 'wrong') }),
      await server.post('/oauth/revoke', { token: 'x' }, { headers: basic(client.client_id, 'wrong') }),
    ]
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toMatch(/^Basic /)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(body).toEqual({ error: 'invalid_client', error_description: 'Client authentication failed.' })
    }
  })

  test('after too many failures from its address has to wait, and nobody else', async () => {
    const { client, clientSecret, grant } = await scene()
    const headers = { 'x-forwarded-for': randomAddress() }
    const wrong = { ...grant, ...client, client_secret: 'wrong' }
    for (let n = 0; n < FAILURES_PER_CLIENT; n++)
      expect((await server.post('/oauth/token', wrong, { headers })).status).toBe(401)
    const refused = await server.post('/oauth/token', { ...grant, ...client }, { headers })
    expect(refused).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(JSON.stringify(refused.body)).not.toContain(clientSecret)
    expect((await server.post('/oauth/token', { ...grant, ...client })).status).toBe(200)
    const other = await scene()
    expect((await server.post('/oauth/token', { ...grant, ...other.client }, { headers })).status).toBe(200)
  })

  test('and is not slowed down by its successes', async () => {
    const { client, grant } = await scene()
    const headers = { 'x-forwarded-for': randomAddress() }
    for (let n = 0; n < FAILURES_PER_CLIENT + 5; n++)
      expect((await server.post('/oauth/token', { ...grant, ...client }, { headers })).status).toBe(200)
  })
})

describe('a request that is not well formed', () => {
  test.each([
    ['JSON', 'application/json', '{"grant_type":"client_credentials"}', 415],
    ['no media type', '', 'grant_type=client_credentials', 415],
    ['a parameter twice', 'application/x-www-form-urlencoded', 'grant_type=a&grant_type=b', 400],
    ['a large body', 'application/x-www-form-urlencoded', `x=${'y'.repeat(70_000)}`, 413],
  ])('with %s is refused', async (_, type, raw, status) => {
    const answer = await server.post('/oauth/token', {}, { raw, headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status, body: { error: 'invalid_request' } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('with a charset beside the media type is taken', async () => {
    const { client, grant } = await scene()
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
    expect((await server.post('/oauth/token', { ...grant, ...client }, { headers })).status).toBe(200)
  })

  test.each([
    [{ grant_type: null }, 'invalid_request'],
    [{ grant_type: '' }, 'invalid_request'],
    [{ grant_type: 'password', username: 'a', password: 'b' }, 'unsupported_grant_type'],
    [{ grant_type: 'implicit' }, 'unsupported_grant_type'],
    [{ grant_type: '__proto__' }, 'unsupported_grant_type'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'refresh_token', refresh_token: 'nonsense' }, 'invalid_grant'],
    [{ grant_type: 'client_credentials', scope: 'nonsense' }, 'invalid_scope'],
  ])('%o is answered with %s', async (params, error) => {
    const { client } = await scene()
    const answer = await server.post('/oauth/token', { ...client, ...params })
    expect(answer).toMatchObject({ status: 400, body: { error } })
    expect(answer.body.error_description).toEqual(expect.any(String))
  })

  test.each([
    ['GET', '/oauth/token', 'POST'],
    ['PUT', '/oauth/revoke', 'POST'],
    ['DELETE', '/oauth/introspect', 'POST'],
    ['DELETE', '/.well-known/jwks.json', 'GET, HEAD'],
  ])('%s %s says what would do', async (method, path, allow) => {
    const { status, headers } = await server.send(method, path)
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe(allow)
  })
})

describe('introspection', () => {
  test('tells an app of the team what a token is worth', async () => {
    const made = await scene()
    const { body } = await userTokens(made)
    const access = await server.post('/oauth/introspect', { ...made.client, token: body.access_token })
    const iat = clock.now().getTime() / 1000
    expect(access.body).toEqual({
      active: true,
      scope: 'webhooks:manage',
      client_id: made.app.clientId,
      token_type: 'Bearer',
      exp: iat + 3600,
      iat,
      sub: made.owner.actor.id,
      iss: ISSUER,
      jti: expect.any(String),
      username: made.owner.actor.label,
      workspace_id: made.team.id,
    })
    const refresh = await server.post('/oauth/introspect', { ...made.client, token: body.refresh_token })
    expect(refresh.body).toMatchObject({ active: true, token_type: 'refresh_token' })
    const { app, clientSecret } = await makeOauthApp(made.owner)
    const sibling = { client_id: app.clientId, client_secret: clientSecret }
    const seen = await server.post('/oauth/introspect', { ...sibling, token: body.access_token })
    expect(seen.body.active).toBe(true)
    const hidden = await server.post('/oauth/introspect', { ...sibling, token: body.refresh_token })
    expect(hidden.body).toEqual({ active: false })
  })

  test("of another team's token, and of all that is none, is the same", async () => {
    const made = await scene()
    const other = await scene()
    const { body } = await userTokens(made)
    const { secret } = await makeApiKey(other.owner, 'project_key')
    const tampered = `${body.access_token.slice(0, -4)}AAAA`
    for (const token of [body.access_token, body.refresh_token, tampered, secret, 'nonsense']) {
      const { status, body: answer } = await server.post('/oauth/introspect', { ...other.client, token })
      expect(status).toBe(200)
      expect(answer).toEqual({ active: false })
    }
  })

  test('is for clients with a secret, and needs a token', async () => {
    const { owner, client } = await scene()
    const { app } = await makeOauthApp(owner, { confidential: false })
    const asPublic = await server.post('/oauth/introspect', { client_id: app.clientId, token: 'x' })
    expect(asPublic).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    const without = await server.post('/oauth/introspect', client)
    expect(without).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

describe('revocation', () => {
  test('of an access token ends it and its refresh token', async () => {
    const made = await scene()
    const { body } = await userTokens(made)
    const answer = await server.post('/oauth/revoke', {
      ...made.client,
      token: body.access_token,
      token_type_hint: 'refresh_token',
    })
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(await isGood(body.access_token)).toBe(false)
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
    expect((await server.post('/oauth/token', { ...made.client, ...refresh })).body.error).toBe(
      'invalid_grant',
    )
  })

  test('of a refresh token ends all tokens of its consent', async () => {
    const made = await scene()
    const { body: first } = await userTokens(made)
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const { body: second } = await server.post('/oauth/token', { ...made.client, ...refresh })
    const { status } = await server.post('/oauth/revoke', { ...made.client, token: second.refresh_token })
    expect(status).toBe(200)
    expect(await isGood(first.access_token)).toBe(false)
    expect(await isGood(second.access_token)).toBe(false)
  })

  test("passes over what is not the client's, in silence", async () => {
    const made = await scene()
    const other = await scene()
    const { body } = await userTokens(made)
    for (const token of [body.access_token, body.refresh_token, 'nonsense'])
      expect((await server.post('/oauth/revoke', { ...other.client, token })).status).toBe(200)
    expect(await isGood(body.access_token)).toBe(true)
    expect((await server.post('/oauth/revoke', made.client)).body.error).toBe('invalid_request')
  })
})

describe('the documents', () => {
  test('say where everything is', async () => {
    const { status, headers, body } = await server.send('GET', '/.well-known/oauth-authorization-server')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(body).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth/authorize`,
      token_endpoint: `${ISSUER}/oauth/token`,
      jwks_uri: `${ISSUER}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    })
    expect(body.scopes_supported).toEqual(expect.arrayContaining(['webhooks:manage', 'read', 'write']))
    expect(body.scopes_supported).not.toContain('api-key:manage')
  })

  test('hold public keys alone; what is stored of the private one is sealed', async () => {
    const { body } = await server.send('GET', '/.well-known/jwks.json')
    for (const key of body.keys as Record<string, unknown>[])
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    const rows = await db().signingKey.findMany()
    expect(rows.every((row) => !Buffer.from(row.sealed).toString('latin1').includes('PRIVATE'))).toBe(true)
  })
})
