import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeOauthApp, REDIRECT_URI } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { authorizationQuery, ISSUER, newPkce } from '#lib/testing/oauth-requests.ts'
import { listChanges } from '../audit/list.ts'
import { readAuthorizationRequest } from './authorization-request.ts'
import { authorizeApp, denyApp } from './authorize-app.ts'
import { createOauthApp } from './create-app.ts'
import { listOauthApps } from './list-apps.ts'
import { revokeOauthApp } from './revoke-app.ts'
import { rotateClientSecret } from './rotate-client-secret.ts'
import { updateOauthApp } from './update-app.ts'

useDatabase()

async function scene() {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const made = await makeOauthApp(owner)
  return { team, owner, ...made }
}

const valid = { name: 'CRM bridge', redirectUris: [REDIRECT_URI], scopes: ['read'], confidential: true }

describe('an app', () => {
  test('is made with a secret that is shown once, and stored as a hash', async () => {
    const { owner, app, clientSecret } = await scene()
    expect(app.clientId).toMatch(/^app_[A-Za-z0-9]{24}$/)
    expect(clientSecret).toMatch(/^ocs_[A-Za-z0-9]{43}$/)
    expect(await listOauthApps(owner)).toEqual([{ ...app, endpoints: 0 }])
    const row = await db().oauthApp.findUniqueOrThrow({ where: { id: app.id } })
    expect(Buffer.from(row.secretHash ?? []).toString('latin1')).not.toContain(clientSecret ?? '')
    const { items } = await listChanges(owner, { entity: { kind: 'oauth_app', id: app.id } })
    expect(JSON.stringify(items)).not.toContain(clientSecret)
    expect(items.map((change) => change.action)).toEqual(['oauth_app.created'])
  })

  test.each([
    ['http://app.example/cb', 'bad_url'],
    ['https://app.example/cb#here', 'bad_url'],
    ['https://app.example/cb#', 'bad_url'],
    ['https://user@app.example/cb', 'bad_url'],
    ['https://app.example/a b', 'bad_url'],
    ['javascript:alert(1)', 'bad_url'],
    ['com.example.app:/cb', 'bad_url'],
    ['/cb', 'bad_url'],
    ['http://localhost.evil.example/cb', 'bad_url'],
    [`https://app.example/${'x'.repeat(2_048)}`, 'bad_url'],
  ])('does not go back to %.60s', async (uri, code) => {
    const owner = await (await makeTeam()).as('owner')
    const error = await failureOf(createOauthApp(owner, { ...valid, redirectUris: [uri] }))
    expect(error.issues).toMatchObject([{ path: ['redirectUris', 0], code }])
  })

  test.each([
    'https://app.example/cb',
    'http://localhost:8080/cb',
    'http://127.0.0.1/cb',
    'http://[::1]:9/cb',
  ])('may go back to %s', async (uri) => {
    const owner = await (await makeTeam()).as('owner')
    expect((await makeOauthApp(owner, { redirectUris: [uri, uri] })).app.redirectUris).toEqual([uri])
  })

  test('has scopes that are for apps, and that its maker could use', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    for (const scope of ['api-key:manage', 'team:delete', 'member:manage', 'nonsense'])
      expect((await failureOf(createOauthApp(admin, { ...valid, scopes: [scope] }))).issues[0]?.code).toBe(
        'not_a_choice',
      )
    expect((await failureOf(createOauthApp(admin, { ...valid, scopes: [] }))).issues[0]?.code).toBe(
      'empty_list',
    )
    const narrow = {
      ...admin,
      actor: { ...admin.actor, permissions: new Set(['oauth-app:manage' as const]) },
    }
    expect((await failureOf(createOauthApp(narrow, valid))).code).toBe('forbidden')
  })

  test('without a secret needs an address to go back to', async () => {
    const owner = await (await makeTeam()).as('owner')
    const error = await failureOf(createOauthApp(owner, { ...valid, confidential: false, redirectUris: [] }))
    expect(error.issues[0]?.code).toBe('empty_list')
    expect((await makeOauthApp(owner, { confidential: false })).clientSecret).toBeNull()
  })
})

describe('changing an app', () => {
  test('touches what was sent alone, and goes on record', async () => {
    const { owner, app } = await scene()
    const changed = await updateOauthApp(owner, { id: app.id, patch: { name: 'Bridge 2' }, version: 1 })
    expect(changed).toEqual({ ...app, name: 'Bridge 2', version: 2, updatedAt: changed.updatedAt })
    expect(await updateOauthApp(owner, { id: app.id, patch: { name: 'Bridge 2' }, version: 2 })).toEqual(
      changed,
    )
    expect(await updateOauthApp(owner, { id: app.id, patch: {}, version: 1 })).toEqual(changed)
    const { items } = await listChanges(owner, { entity: { kind: 'oauth_app', id: app.id } })
    expect(items[0]).toMatchObject({
      action: 'oauth_app.updated',
      version: 2,
      fields: [{ field: 'name', before: 'CRM bridge', after: 'Bridge 2' }],
    })
    expect(items).toHaveLength(2)
  })

  test('of the same field, by who saw an older version, is a conflict; of another it is not', async () => {
    const { owner, app } = await scene()
    await updateOauthApp(owner, { id: app.id, patch: { name: 'First' }, version: 1 })
    const error = await failureOf(
      updateOauthApp(owner, { id: app.id, patch: { name: 'Second' }, version: 1 }),
    )
    expect(error.code).toBe('conflict')
    expect(error.conflicts).toMatchObject([
      { field: 'name', author: owner.actor.label, version: 2, current: 'First' },
    ])
    const uris = ['https://app.example/other']
    const both = await updateOauthApp(owner, { id: app.id, patch: { redirectUris: uris }, version: 1 })
    expect(both).toMatchObject({ name: 'First', redirectUris: uris, version: 3 })
  })

  test('at the same moment keeps both changes of different fields', async () => {
    const { owner, app } = await scene()
    await Promise.all([
      updateOauthApp(owner, { id: app.id, patch: { name: 'New' }, version: 1 }),
      updateOauthApp(owner, { id: app.id, patch: { scopes: ['read'] }, version: 1 }),
    ])
    expect(await listOauthApps(owner)).toMatchObject([{ name: 'New', scopes: ['read'], version: 3 }])
  })

  test('of another team, or an ended one, is refused', async () => {
    const { owner, app } = await scene()
    const other = await (await makeTeam()).as('owner')
    const patch = { name: 'Mine' }
    const unknown = { id: crypto.randomUUID(), patch, version: null }
    const missing = await failureOf(updateOauthApp(owner, unknown))
    for (const run of [
      () => updateOauthApp(other, { ...unknown, id: app.id }),
      () => rotateClientSecret(other, { id: app.id }),
      () => revokeOauthApp(other, { id: app.id }),
    ])
      expect(await failureOf(run())).toEqual(missing)
    const revoked = await revokeOauthApp(owner, { id: app.id })
    expect(await revokeOauthApp(owner, { id: app.id })).toEqual(revoked)
    expect((await failureOf(updateOauthApp(owner, { id: app.id, patch, version: null }))).code).toBe(
      'wrong_state',
    )
    expect((await failureOf(rotateClientSecret(owner, { id: app.id }))).code).toBe('wrong_state')
  })
})

describe('an app asks a user', () => {
  const read = (query: string) => readAuthorizationRequest(query, ISSUER)
  const { challenge } = newPkce()

  test('with all that it needs', async () => {
    const { team, app } = await scene()
    expect(await read(authorizationQuery(app.clientId, challenge, { scope: 'read write' }))).toEqual({
      kind: 'ask',
      wish: {
        app: { id: app.id, clientId: app.clientId, name: 'CRM bridge' },
        team: { id: team.id, slug: team.slug, name: expect.any(String) },
        redirectUri: REDIRECT_URI,
        scopes: ['read', 'write'],
        state: 'xyz',
        codeChallenge: challenge,
      },
    })
  })

  test.each([
    [{ client_id: 'app_nobody' }, 'unknown_app'],
    [{ client_id: null }, 'unknown_app'],
    [{ redirect_uri: null }, 'bad_address'],
    [{ redirect_uri: 'https://evil.example/' }, 'bad_address'],
    [{ redirect_uri: `${REDIRECT_URI}&x=1` }, 'bad_address'],
    [{ redirect_uri: 'https://app.example:444/callback?from=patchbay' }, 'bad_address'],
  ])('and is told nothing at an address that cannot be trusted: %o', async (params, reason) => {
    const { app } = await scene()
    const query = authorizationQuery(app.clientId, challenge, params)
    expect(await read(query)).toEqual({ kind: 'refused', reason })
    expect(await denyApp({ query, issuer: ISSUER })).toBeNull()
  })

  test('and is ended', async () => {
    const { owner, app } = await scene()
    await revokeOauthApp(owner, { id: app.id })
    expect(await read(authorizationQuery(app.clientId, challenge))).toEqual({
      kind: 'refused',
      reason: 'revoked_app',
    })
  })

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: null }, 'invalid_request'],
    [{ code_challenge: null }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: null }, 'invalid_request'],
    [{ scope: 'read message:publish' }, 'invalid_scope'],
  ])('and hears at its own address what is wrong: %o', async (params, error) => {
    const { app } = await scene()
    const request = await read(authorizationQuery(app.clientId, challenge, params))
    const url = new URL(request.kind === 'redirect' ? request.to : '')
    expect(`${url.origin}${url.pathname}`).toBe('https://app.example/callback')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: 'patchbay',
      error,
      error_description: expect.any(String),
      state: 'xyz',
      iss: ISSUER,
    })
  })

  test('and hears of a parameter that came twice', async () => {
    const { app } = await scene()
    const request = await read(`${authorizationQuery(app.clientId, challenge)}&scope=read&scope=write`)
    expect(request).toMatchObject({ kind: 'redirect', to: expect.stringContaining('error=invalid_request') })
  })

  test('who says no', async () => {
    const { app } = await scene()
    const query = authorizationQuery(app.clientId, challenge, { state: null })
    const url = new URL((await denyApp({ query, issuer: ISSUER })) ?? '')
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.has('state')).toBe(false)
  })

  test('of its own team alone, whose yes is on record without the code', async () => {
    const { team, app } = await scene()
    const viewer = await team.as('viewer')
    const query = authorizationQuery(app.clientId, challenge, { scope: 'read' })
    const stranger = await (await makeTeam()).as('owner')
    expect((await failureOf(authorizeApp(stranger, { query, issuer: ISSUER }))).code).toBe('not_found')
    const url = new URL(await authorizeApp(viewer, { query, issuer: ISSUER }))
    const code = url.searchParams.get('code') ?? ''
    expect(url.searchParams.get('state')).toBe('xyz')
    expect(code).toMatch(/^oac_/)
    const { items } = await listChanges(viewer, { entity: { kind: 'oauth_app', id: app.id } })
    expect(items[0]).toMatchObject({ action: 'oauth_app.authorized', actorLabel: viewer.actor.label })
    expect(
      JSON.stringify([items, await db().oauthCode.findMany({ where: { appId: app.id } })]),
    ).not.toContain(code)
  })
})
