import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import { isCredentialError } from '#lib/domain/api-keys/credential-error.ts'
import { ROLE_PERMISSIONS } from '#lib/domain/authz/permissions.ts'
import { removeMember } from '#lib/domain/members/remove-member.ts'
import { CODE_LIFETIME_MS } from '#lib/domain/oauth-apps/authorize-app.ts'
import { revokeOauthApp } from '#lib/domain/oauth-apps/revoke-app.ts'
import { rotateClientSecret } from '#lib/domain/oauth-apps/rotate-client-secret.ts'
import { updateOauthApp } from '#lib/domain/oauth-apps/update-app.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeOauthApp, REDIRECT_URI } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { agree, authorizationQuery, ISSUER, newPkce } from '#lib/testing/oauth-requests.ts'
import { useOauthServer } from '#lib/testing/oauth-server.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

useDatabase()
const clock = fakeClock()
const server = useOauthServer({ clock, issuer: ISSUER })
const door = { accepts: ['oauth'] } as const

async function scene(
  scope: string | null = 'webhooks:manage',
  appInput: Parameters<typeof makeOauthApp>[1] = {},
) {
  const team = await makeTeam()
  const owner = await team.as('owner', { clock })
  const { app, clientSecret } = await makeOauthApp(owner, appInput)
  const pkce = newPkce()
  const client = { client_id: app.clientId, client_secret: clientSecret }
  const codeFor = (ctx: TestContext) =>
    agree(ctx, authorizationQuery(app.clientId, pkce.challenge, { scope }))
  const exchange = (code: string, params: Record<string, string | null> = {}) =>
    server.post('/oauth/token', {
      grant_type: 'authorization_code',
      ...client,
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: pkce.verifier,
      ...params,
    })
  const refresh = (token: string, params: Record<string, string> = {}) =>
    server.post('/oauth/token', { grant_type: 'refresh_token', ...client, refresh_token: token, ...params })
  return { team, owner, app, client, pkce, codeFor, exchange, refresh }
}

/** `good`, or why it is not. */
async function stateOf(token: string): Promise<string> {
  try {
    await authenticate(token, door, clock.now())
    return 'good'
  } catch (error) {
    if (isCredentialError(error)) return error.reason
    throw error
  }
}

describe('an authorization code', () => {
  test('is exchanged for a JWT that anybody can verify by the published keys', async () => {
    const { team, owner, app, codeFor, exchange } = await scene('webhooks:manage')
    const { status, headers, body } = await exchange(await codeFor(owner))
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      access_token: expect.stringMatching(/^eyJ/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^ort_[A-Za-z0-9]{44}$/),
      scope: 'webhooks:manage',
    })
    const [header = '', payload = '', signature = ''] = body.access_token.split('.')
    const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString())
    expect(alg).toBe('RS256')
    const { body: jwks } = await server.send('GET', '/.well-known/jwks.json')
    const jwk = (jwks.keys as { kid: string }[]).find((key) => key.kid === kid)
    expect(jwk).toEqual({ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n: expect.any(String), e: 'AQAB' })
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
    const signed = Buffer.from(`${header}.${payload}`)
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
    const iat = clock.now().getTime() / 1000
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      iss: ISSUER,
      sub: owner.actor.id,
      workspace_id: team.id,
      client_id: app.clientId,
      vendaze_scopes: ['webhooks:manage'],
      scope: 'webhooks:manage',
      jti: expect.any(String),
      iat,
      exp: iat + 3600,
    })
    const caller = await authenticate(body.access_token, door, clock.now())
    expect(caller).toMatchObject({
      teamId: team.id,
      kind: 'oauth',
      oauthAppId: app.id,
      clientId: app.clientId,
      userId: owner.actor.id,
      scopes: ['webhooks:manage'],
      actor: { kind: 'oauth_app', id: app.id, role: 'owner', label: `${owner.actor.label} · CRM bridge` },
    })
  })

  test('is exchanged for an opaque token where no JWT is asked for; read and write last ten hours', async () => {
    const { team, exchange, codeFor } = await scene('read write')
    const developer = await team.as('developer', { clock })
    const { body } = await exchange(await codeFor(developer))
    expect(body.access_token).toMatch(/^oat_[A-Za-z0-9]{44}$/)
    expect(body).toMatchObject({ expires_in: 36_000, scope: 'read write' })
    const { actor } = await authenticate(body.access_token, door, clock.now())
    // what the scopes name, and of that what the role holds
    expect(actor.permissions.has('endpoint:update')).toBe(true)
    expect(actor.permissions.has('endpoint:delete')).toBe(false)
    expect([...actor.permissions].filter((name) => !ROLE_PERMISSIONS.developer.has(name))).toEqual([])
    clock.advance(35_999_000)
    expect(await stateOf(body.access_token)).toBe('good')
    clock.advance(1_000)
    expect(await stateOf(body.access_token)).toBe('expired')
  })

  test('without a scope asked for stands for all that the app has', async () => {
    const { owner, exchange, codeFor, app } = await scene(null)
    expect((await exchange(await codeFor(owner))).body.scope).toBe(app.scopes.join(' '))
  })

  test('that comes twice is refused, and ends the tokens that it led to', async () => {
    const { owner, codeFor, exchange, refresh } = await scene()
    const code = await codeFor(owner)
    const first = await exchange(code)
    const second = await refresh(first.body.refresh_token)
    expect(await stateOf(second.body.access_token)).toBe('good')
    const replay = await exchange(code)
    expect(replay).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await stateOf(first.body.access_token)).toBe('revoked')
    expect(await stateOf(second.body.access_token)).toBe('revoked')
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('that comes many times at once is exchanged once', async () => {
    const { owner, codeFor, exchange } = await scene('read')
    const code = await codeFor(owner)
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(code)))
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([
      200, 400, 400, 400, 400, 400, 400, 400,
    ])
  })

  test('is good for a minute', async () => {
    const { owner, codeFor, exchange } = await scene()
    const [late, inTime] = [await codeFor(owner), await codeFor(owner)]
    clock.advance(CODE_LIFETIME_MS - 1)
    expect((await exchange(inTime)).status).toBe(200)
    clock.advance(1)
    expect((await exchange(late)).body.error).toBe('invalid_grant')
  })

  test.each([
    ['another verifier', { code_verifier: newPkce().verifier }, 'invalid_grant'],
    ['no verifier', { code_verifier: null }, 'invalid_request'],
    ['a verifier that is too short', { code_verifier: 'short' }, 'invalid_request'],
    ['another address', { redirect_uri: 'https://app.example/other' }, 'invalid_grant'],
    ['the address without its query', { redirect_uri: 'https://app.example/callback' }, 'invalid_grant'],
    ['no address', { redirect_uri: null }, 'invalid_request'],
    ['no code', { code: null }, 'invalid_request'],
    ['an unknown code', { code: `oac_${'x'.repeat(43)}` }, 'invalid_grant'],
  ])('with %s is refused, and stays good for who has all', async (_, params, error) => {
    const { owner, codeFor, exchange } = await scene()
    const code = await codeFor(owner)
    const refused = await exchange(code, params)
    expect(refused).toMatchObject({ status: 400, body: { error } })
    expect(refused.body.error_description).not.toContain(code)
    expect((await exchange(code)).status).toBe(200)
  })

  test("of another app is not known, and that app's attempt does not spend it", async () => {
    const { owner, codeFor, exchange } = await scene()
    const other = await scene()
    const code = await codeFor(owner)
    expect((await exchange(code, other.client)).body.error).toBe('invalid_grant')
    expect((await exchange(code)).status).toBe(200)
  })

  test('is all that a public client needs, beside its verifier', async () => {
    const { owner, app, client, codeFor, exchange, refresh } = await scene('read', { confidential: false })
    expect(client.client_secret).toBeNull()
    const { status, body } = await exchange(await codeFor(owner))
    expect(status).toBe(200)
    expect((await refresh(body.refresh_token)).status).toBe(200)
    expect(await exchange('x', { client_secret: 'guess' })).toMatchObject({ status: 401 })
    const own = await server.post('/oauth/token', {
      grant_type: 'client_credentials',
      client_id: app.clientId,
    })
    expect(own).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } })
  })
})

describe('a refresh token', () => {
  test('is exchanged once; the access token before stays good for its time', async () => {
    const { owner, codeFor, exchange, refresh } = await scene()
    const first = await exchange(await codeFor(owner))
    const second = await refresh(first.body.refresh_token)
    expect(second).toMatchObject({ status: 200, body: { scope: 'webhooks:manage', expires_in: 3600 } })
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
    expect(await stateOf(first.body.access_token)).toBe('good')
    expect(await stateOf(second.body.access_token)).toBe('good')
  })

  test('that comes again ends all tokens of its consent, and of no other', async () => {
    const { owner, codeFor, exchange, refresh } = await scene()
    const first = await exchange(await codeFor(owner))
    const elsewhere = await exchange(await codeFor(owner))
    const second = await refresh(first.body.refresh_token)
    const third = await refresh(second.body.refresh_token)
    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant')
    for (const { body } of [first, second, third]) expect(await stateOf(body.access_token)).toBe('revoked')
    expect((await refresh(third.body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(elsewhere.body.refresh_token)).status).toBe(200)
  })

  test('that comes many times at once is exchanged once', async () => {
    const { owner, codeFor, exchange, refresh } = await scene('read')
    const { body } = await exchange(await codeFor(owner))
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(body.refresh_token)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body.error === 'invalid_grant')).toHaveLength(7)
  })

  test('may ask for less, for all again the next time, and never for more', async () => {
    const { owner, codeFor, exchange, refresh } = await scene('read write')
    const first = await exchange(await codeFor(owner))
    expect((await refresh(first.body.refresh_token, { scope: 'read webhooks:manage' })).body.error).toBe(
      'invalid_scope',
    )
    expect((await refresh(first.body.refresh_token, { scope: 'nonsense' })).body.error).toBe('invalid_scope')
    const second = await refresh(first.body.refresh_token, { scope: 'read' })
    expect(second.body.scope).toBe('read')
    const { actor } = await authenticate(second.body.access_token, door, clock.now())
    expect(actor.permissions.has('endpoint:update')).toBe(false)
    expect((await refresh(second.body.refresh_token)).body.scope).toBe('read write')
  })

  test('is good for sixty days', async () => {
    const { owner, codeFor, exchange, refresh } = await scene()
    const first = await exchange(await codeFor(owner))
    clock.advance(60 * 86_400_000 - 1)
    const second = await refresh(first.body.refresh_token)
    expect(second.status).toBe(200)
    clock.advance(60 * 86_400_000)
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('of another app is not known, and nothing of it ends', async () => {
    const { owner, codeFor, exchange, refresh } = await scene()
    const other = await scene()
    const { body } = await exchange(await codeFor(owner))
    expect((await other.refresh(body.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(body.refresh_token)).status).toBe(200)
    expect((await refresh(body.access_token)).body.error).toBe('invalid_grant')
  })
})

describe('client credentials', () => {
  test('let an app act for itself, with its scopes and without a role', async () => {
    const { team, app, client } = await scene()
    const { status, body } = await server.post('/oauth/token', {
      grant_type: 'client_credentials',
      ...client,
      scope: 'webhooks:manage',
    })
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('refresh_token')
    const caller = await authenticate(body.access_token, door, clock.now())
    expect(caller).toMatchObject({ teamId: team.id, oauthAppId: app.id, userId: null })
    expect(caller.actor).toMatchObject({ kind: 'oauth_app', role: null, label: 'CRM bridge' })
    expect(caller.actor.permissions.has('secret:reveal')).toBe(true)
    expect(caller.actor.permissions.has('member:read')).toBe(false)
  })

  test('give all scopes of the app when none is asked for, and none that it has not', async () => {
    const { app, client } = await scene()
    const grant = { grant_type: 'client_credentials', ...client }
    expect((await server.post('/oauth/token', grant)).body.scope).toBe(app.scopes.join(' '))
    const beyond = await server.post('/oauth/token', { ...grant, scope: 'read message:publish' })
    expect(beyond).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  })
})

describe('tokens end at once', () => {
  test('when the app is revoked', async () => {
    const { owner, app, client, codeFor, exchange, refresh } = await scene()
    const code = await codeFor(owner)
    const { body } = await exchange(await codeFor(owner))
    await revokeOauthApp(owner, { id: app.id })
    expect(await stateOf(body.access_token)).toBe('revoked')
    for (const answer of [
      await refresh(body.refresh_token),
      await exchange(code),
      await server.post('/oauth/token', { grant_type: 'client_credentials', ...client }),
    ])
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('when their user leaves the team', async () => {
    const { team, owner, codeFor, exchange, refresh } = await scene()
    const viewer = await team.as('viewer', { clock })
    const { body } = await exchange(await codeFor(viewer))
    await removeMember(owner, { userId: viewer.actor.id ?? '' })
    expect(await stateOf(body.access_token)).toBe('unknown')
    expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('in part, when the app loses scopes', async () => {
    const { owner, app, codeFor, exchange, refresh } = await scene('read write')
    const { body } = await exchange(await codeFor(owner))
    await updateOauthApp(owner, { id: app.id, patch: { scopes: ['read'] }, version: 1 })
    const caller = await authenticate(body.access_token, door, clock.now())
    expect(caller.scopes).toEqual(['read'])
    expect(caller.actor.permissions.has('endpoint:update')).toBe(false)
    expect((await refresh(body.refresh_token)).body.scope).toBe('read')
  })

  test('not when the secret is changed; then the old secret does', async () => {
    const { owner, app, client, codeFor, exchange } = await scene()
    const { body } = await exchange(await codeFor(owner))
    const { clientSecret } = await rotateClientSecret(owner, { id: app.id })
    registerSecret('client-secret', clientSecret)
    expect(await stateOf(body.access_token)).toBe('good')
    const grant = { grant_type: 'client_credentials', client_id: client.client_id }
    expect((await server.post('/oauth/token', { ...grant, ...client })).status).toBe(401)
    expect((await server.post('/oauth/token', { ...grant, client_secret: clientSecret })).status).toBe(200)
  })
})
