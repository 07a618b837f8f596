import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { ROLE_PERMISSIONS } from '../authz/permissions.ts'
import { inviteMember } from '../invitations/invite-member.ts'
import { changeRole } from '../members/change-role.ts'
import { removeMember } from '../members/remove-member.ts'
import { authenticate } from './authenticate.ts'
import { type ApiKeyKind, apiKeyKinds, type Door } from './caller.ts'
import { type CredentialReason, isCredentialError } from './credential-error.ts'
import { usesWritten } from './last-use.ts'
import { revokeApiKey } from './revoke-api-key.ts'

useDatabase()

const anyDoor: Door = { accepts: [...apiKeyKinds, 'oauth'] }
const soon = () => new Date()

/** Why a credential opens nothing. Anything else fails the test: also that it was accepted. */
async function reasonOf(credential: string | null, door = anyDoor, now = soon()): Promise<CredentialReason> {
  const error: unknown = await authenticate(credential, door, now).then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  )
  if (isCredentialError(error)) return error.reason
  throw error
}

async function ownerKey(kind: ApiKeyKind, input: Parameters<typeof makeApiKey>[2] = {}) {
  const team = await makeTeam()
  const owner = await team.as('owner')
  return { team, owner, ...(await makeApiKey(owner, kind, input)) }
}

describe('a new credential', () => {
  test.each([
    ['project_key', /^ak_[A-Za-z0-9]{44}$/],
    ['user_key', /^uak_[A-Za-z0-9]{44}$/],
    ['storno_key', /^af_[A-Za-z0-9]{44}$/],
    ['personal_token', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ] as const)('%s has its form, is stored as a hash, and is shown with a mask', async (kind, form) => {
    const { key, secret } = await ownerKey(kind)
    expect(secret).toMatch(form)
    const row = await db().apiKey.findUniqueOrThrow({ where: { id: key.id } })
    expect(JSON.stringify({ ...row, hash: Buffer.from(row.hash).toString('latin1') })).not.toContain(secret)
    expect(JSON.stringify(key)).not.toContain(secret.slice(-32))
    expect(key.mask).toMatch(/•{8}$/)
  })

  test('a personal token says whose it is, for how long, and in which team', async () => {
    const { team, owner, secret, key } = await ownerKey('personal_token', { expiresInSeconds: 600 })
    const [header = '', payload = ''] = secret.split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' })
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(claims).toEqual({
      user_id: owner.actor.id,
      token_type: 'access',
      team: team.id,
      jti: key.id,
      iat: expect.any(Number),
      exp: claims.iat + 600,
    })
  })

  test('a personal token ends after a year when no time was asked for', async () => {
    const { key } = await ownerKey('personal_token')
    const days = (Date.parse(key.expiresAt ?? '') - Date.parse(key.createdAt)) / 86_400_000
    expect(days).toBe(365)
  })
})

describe('who stands behind a credential', () => {
  test('a key of the team acts with its scopes, and without a role', async () => {
    const { team, key, secret } = await ownerKey('project_key', { scopes: ['webhooks:manage'] })
    const caller = await authenticate(secret, anyDoor, soon())
    expect(caller).toMatchObject({
      teamId: team.id,
      credentialId: key.id,
      kind: 'project_key',
      userId: null,
      oauthAppId: null,
      clientId: null,
    })
    expect(caller.actor).toMatchObject({ kind: 'api_key', id: key.id, label: 'Nightly sync', role: null })
    expect([...caller.actor.permissions]).toEqual(caller.scopes)
    expect(caller.scopes).toContain('secret:reveal')
    expect(caller.scopes).not.toContain('member:manage')
  })

  test.each(['user_key', 'personal_token'] as const)('a %s acts with the role of its user', async (kind) => {
    const team = await makeTeam()
    const ctx = await team.as('developer')
    const { secret } = await makeApiKey(ctx, kind)
    const caller = await authenticate(secret, anyDoor, soon())
    expect(caller.userId).toBe(ctx.actor.id)
    expect(caller.actor.role).toBe('developer')
    expect(caller.actor.permissions).toEqual(ROLE_PERMISSIONS.developer)
    expect(caller.actor.label).toBe(`${ctx.actor.label} · Nightly sync`)
  })

  test('scopes of a user key narrow the role, and never widen it', async () => {
    const team = await makeTeam()
    const owner = await team.as('owner')
    const developer = await team.as('developer')
    const { secret } = await makeApiKey(developer, 'user_key', {
      scopes: ['endpoint:read', 'endpoint:update'],
    })
    expect([...(await authenticate(secret, anyDoor, soon())).actor.permissions]).toEqual([
      'endpoint:read',
      'endpoint:update',
    ])
    await changeRole(owner, { userId: developer.actor.id ?? '', role: 'viewer' })
    expect([...(await authenticate(secret, anyDoor, soon())).actor.permissions]).toEqual(['endpoint:read'])
  })

  test('a change of role is in force at the next request', async () => {
    const team = await makeTeam()
    const owner = await team.as('owner')
    const admin = await team.as('admin')
    const { secret } = await makeApiKey(admin, 'user_key')
    await changeRole(owner, { userId: admin.actor.id ?? '', role: 'support' })
    expect((await authenticate(secret, anyDoor, soon())).actor.role).toBe('support')
  })

  test('the last use is known to the minute', async () => {
    const { key, secret } = await ownerKey('project_key')
    const clock = fakeClock()
    const lastUse = async () => {
      await usesWritten()
      return (await db().apiKey.findUniqueOrThrow({ where: { id: key.id } })).lastUsedAt
    }
    const first = clock.now()
    await authenticate(secret, anyDoor, first)
    expect(await lastUse()).toEqual(first)
    clock.advance(59_000)
    await authenticate(secret, anyDoor, clock.now())
    expect(await lastUse()).toEqual(first)
    clock.advance(1_000)
    await authenticate(secret, anyDoor, clock.now())
    expect(await lastUse()).toEqual(clock.now())
  })
})

describe('a credential that opens nothing', () => {
  test('is missing', async () => {
    expect(await reasonOf('')).toBe('missing')
    expect(await reasonOf(null)).toBe('missing')
  })

  test.each([
    'hello',
    'ak_',
    'ak_tooShort',
    `ak_${'x'.repeat(45)}`,
    `ak_${'x'.repeat(43)}!`,
    `zz_${'x'.repeat(44)}`,
    'a.b.c',
    'ak_ÄÄÄÄÄÄÄÄÄÄÄÄ',
    'x'.repeat(100_000),
    `${btoa('{"alg":"HS256"}')}.${btoa('[]')}.sig`,
    'ak_\u0000',
  ])('is malformed: %.20s', async (text) => {
    expect(await reasonOf(text)).toBe('malformed')
  })

  test('is unknown: nobody has it, or its secret part is another', async () => {
    const { secret } = await ownerKey('project_key')
    expect(await reasonOf(`ak_${'x'.repeat(44)}`)).toBe('unknown')
    const last = secret.endsWith('A') ? 'B' : 'A'
    expect(await reasonOf(secret.slice(0, -1) + last)).toBe('unknown')
  })

  test('has expired, in the second that it was made for', async () => {
    const team = await makeTeam()
    const clock = fakeClock()
    const owner = await team.as('owner', { clock })
    const { secret } = await makeApiKey(owner, 'project_key', { expiresInSeconds: 60 })
    clock.advance(59_999)
    await authenticate(secret, anyDoor, clock.now())
    clock.advance(1)
    expect(await reasonOf(secret, anyDoor, clock.now())).toBe('expired')
  })

  test('was revoked, at once', async () => {
    const { owner, key, secret } = await ownerKey('storno_key')
    await revokeApiKey(owner, { id: key.id })
    expect(await reasonOf(secret)).toBe('revoked')
  })

  test.each(apiKeyKinds)('is of a kind that the door does not take: %s', async (kind) => {
    const { secret } = await ownerKey(kind)
    const others: Door = { accepts: anyDoor.accepts.filter((other) => other !== kind) }
    expect(await reasonOf(secret, others)).toBe('wrong_kind')
  })

  test.each(['user_key', 'personal_token'] as const)(
    'is the %s of a user who left the team, also after they came back',
    async (kind) => {
      const team = await makeTeam()
      const owner = await team.as('owner')
      const support = await team.as('support')
      const userId = support.actor.id ?? ''
      const { secret } = await makeApiKey(support, kind)
      await removeMember(owner, { userId })
      expect(await reasonOf(secret)).toBe('unknown')
      await db().membership.create({
        data: { teamId: team.id, userId, role: 'support', createdAt: new Date() },
      })
      expect(await reasonOf(secret)).toBe('unknown')
    },
  )

  test('is a token without the claims that each of its kind has', async () => {
    const make = (claims: object, alg = 'HS256') =>
      [{ alg, typ: 'JWT' }, claims].map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.')
    const whole = { user_id: 'u', token_type: 'access', exp: 1, iat: 1, jti: 'j' }
    for (const name of Object.keys(whole))
      expect(await reasonOf(`${make({ ...whole, [name]: undefined })}.c2ln`)).toBe('missing_claims')
    expect(await reasonOf(`${make({ ...whole, token_type: 'refresh' })}.c2ln`)).toBe('missing_claims')
    expect(await reasonOf(`${make({ jti: 'j', exp: 1 }, 'RS256')}.c2ln`)).toBe('missing_claims')
    expect(await reasonOf(`${make(whole)}.c2ln`)).toBe('unknown')
    expect(await reasonOf(`${make({ ...whole, jti: 'a\u0000b' })}.c2ln`)).toBe('malformed')
  })

  test('is a token that was altered: payload, signature, algorithm', async () => {
    const { secret } = await ownerKey('personal_token')
    const [header = '', payload = '', signature = ''] = secret.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const longer = encode({ ...claims, exp: claims.exp + 1_000_000 })
    expect(await reasonOf(`${header}.${longer}.${signature}`)).toBe('unknown')
    expect(await reasonOf(`${header}.${payload}.${[...signature].reverse().join('')}`)).toBe('unknown')
    const own = createHmac('sha256', 'guess').update(`${header}.${longer}`).digest('base64url')
    expect(await reasonOf(`${header}.${longer}.${own}`)).toBe('unknown')
    for (const alg of ['none', 'None', 'HS512', 'ES256'])
      expect(await reasonOf(`${encode({ alg, typ: 'JWT' })}.${payload}.${signature}`)).toBe('malformed')
    expect(await reasonOf(`${encode({ alg: 'none' })}.${payload}.`)).toBe('malformed')
    expect(await reasonOf(`${encode({ alg: 'RS256' })}.${payload}.${signature}`)).toBe('missing_claims')
    await authenticate(secret, anyDoor, soon())
  })

  test('is another secret of ours', async () => {
    const team = await makeTeam()
    const { token } = await inviteMember(await team.as('owner'), { email: 'a@example.test', role: 'viewer' })
    registerSecret('invitation-token', token)
    expect(await reasonOf(token)).toBe('malformed')
  })
})
