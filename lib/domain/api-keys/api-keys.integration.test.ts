import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { permissions } from '../authz/permissions.ts'
import { type CreateApiKey, createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

useDatabase()

const projectKey: CreateApiKey = {
  kind: 'project_key',
  name: 'CI',
  scopes: ['endpoint:read'],
  expiresInSeconds: null,
}

describe('making a key', () => {
  test('is on record, without its characters', async () => {
    const team = await makeTeam()
    const owner = await team.as('owner')
    const { key, secret } = await makeApiKey(owner, 'project_key', { expiresInSeconds: 3600 })
    const { items } = await listChanges(owner, { entity: { kind: 'api_key', id: key.id } })
    expect(items).toMatchObject([{ action: 'api_key.created', entityName: 'Nightly sync' }])
    expect(JSON.stringify(items)).not.toContain(secret.slice(3, 15))
    expect(items[0]?.fields.map((step) => step.field)).toEqual(['kind', 'name', 'scopes', 'expiresAt'])
    expect(owner.told).toMatchObject([{ entity: 'api_key', action: 'api_key.created' }])
  })

  test.each(['project_key', 'storno_key'] as const)('of the team needs an admin: %s', async (kind) => {
    const team = await makeTeam()
    for (const role of ['developer', 'support', 'viewer'] as const)
      expect((await failureOf(createApiKey(await team.as(role), { ...projectKey, kind }))).code).toBe(
        'forbidden',
      )
    await makeApiKey(await team.as('admin'), kind)
  })

  test('of a user is for oneself alone, for every role', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    const viewer = await team.as('viewer')
    const { key } = await makeApiKey(viewer, 'user_key')
    expect(key.userId).toBe(viewer.actor.id)
    const forOther = { ...projectKey, kind: 'user_key' as const, userId: viewer.actor.id ?? '' }
    expect((await failureOf(createApiKey(admin, forOther))).code).toBe('forbidden')
    const forTeam = { ...projectKey, userId: admin.actor.id ?? '' }
    expect((await failureOf(createApiKey(admin, forTeam))).code).toBe('invalid')
  })

  test('is not for keys and apps where the key belongs to a user', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    const asKey = { ...admin, actor: { ...admin.actor, kind: 'api_key' as const } }
    expect((await failureOf(createApiKey(asKey, { ...projectKey, kind: 'user_key' }))).code).toBe('forbidden')
  })

  test('never gives away more than its maker may do', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    const beyond = { ...projectKey, scopes: ['endpoint:read', 'team:delete'] }
    expect((await failureOf(createApiKey(admin, beyond))).code).toBe('forbidden')
    const viewer = await team.as('viewer')
    const own = { ...projectKey, kind: 'user_key' as const, scopes: ['webhooks:manage'] }
    expect((await failureOf(createApiKey(viewer, own))).code).toBe('forbidden')
    const all = permissions.filter((name) => name !== 'team:delete')
    expect((await makeApiKey(admin, 'project_key', { scopes: all })).key.scopes).toEqual(all)
  })

  test.each([
    ['no scope for a key of the team', { scopes: [] }, 'empty_list'],
    ['an unknown scope', { scopes: ['endpoint:fly'] }, 'not_a_choice'],
    ['no name', { name: '  ' }, 'blank'],
    ['a time that is over', { expiresInSeconds: 0 }, 'wrong_type'],
    ['more than ten years', { expiresInSeconds: 400_000_000 }, 'wrong_type'],
    ['an unknown field', { admin: true }, 'unknown_field'],
  ])('is refused with %s', async (_, fault, code) => {
    const owner = await (await makeTeam()).as('owner')
    const error = await failureOf(createApiKey(owner, { ...projectKey, ...fault }))
    expect(error.code).toBe('invalid')
    expect(error.issues[0]?.code).toBe(code)
    expect(await listApiKeys(owner)).toEqual([])
  })

  test('with a role that was lost a moment ago is refused', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    const where = { teamId_userId: { teamId: team.id, userId: admin.actor.id ?? '' } }
    await db().membership.update({ where, data: { role: 'viewer' } })
    expect((await failureOf(createApiKey(admin, projectKey))).code).toBe('forbidden')
  })
})

describe('the list of keys', () => {
  test('has all of the team for who manages them, and their own for the others', async () => {
    const team = await makeTeam()
    const [admin, support, viewer] = [
      await team.as('admin'),
      await team.as('support'),
      await team.as('viewer'),
    ]
    const { key: first } = await makeApiKey(admin, 'project_key')
    const { key: second } = await makeApiKey(support, 'user_key')
    const { key: third } = await makeApiKey(viewer, 'personal_token')
    expect((await listApiKeys(admin)).map((key) => key.id)).toEqual([third.id, second.id, first.id])
    expect((await listApiKeys(support)).map((key) => key.id)).toEqual([second.id])
    expect((await listApiKeys(viewer)).map((key) => key.id)).toEqual([third.id])
    expect(await listApiKeys(await (await makeTeam()).as('owner'))).toEqual([])
  })
})

describe('revoking a key', () => {
  test('ends it for good, once', async () => {
    const team = await makeTeam()
    const admin = await team.as('admin')
    const { key } = await makeApiKey(admin, 'project_key')
    const revoked = await revokeApiKey(admin, { id: key.id })
    expect(revoked.revokedAt).not.toBeNull()
    expect(await revokeApiKey(admin, { id: key.id })).toEqual(revoked)
    const { items } = await listChanges(admin, { entity: { kind: 'api_key', id: key.id } })
    expect(items.map((change) => change.action)).toEqual(['api_key.revoked', 'api_key.created'])
  })

  test("of another user is an admin's, and for all others it does not exist", async () => {
    const team = await makeTeam()
    const [admin, support, viewer] = [
      await team.as('admin'),
      await team.as('support'),
      await team.as('viewer'),
    ]
    const { key } = await makeApiKey(viewer, 'user_key')
    const unknown = await failureOf(revokeApiKey(support, { id: crypto.randomUUID() }))
    expect(await failureOf(revokeApiKey(support, { id: key.id }))).toEqual(unknown)
    const elsewhere = await (await makeTeam()).as('owner')
    expect(await failureOf(revokeApiKey(elsewhere, { id: key.id }))).toEqual(unknown)
    expect((await failureOf(revokeApiKey(admin, { id: 'no id' }))).code).toBe('not_found')
    await revokeApiKey(viewer, { id: key.id })
    await revokeApiKey(admin, { id: (await makeApiKey(viewer, 'user_key')).key.id })
  })
})
