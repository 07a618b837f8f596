import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { contextOf, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import type { Context } from '../shared/context.ts'
import { loadSession } from '../users/load-session.ts'
import { changeRole } from './change-role.ts'
import { leaveTeam } from './leave-team.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'

useDatabase()

const idOf = (ctx: Context) => ctx.actor.id ?? ''

async function roleOf(ctx: Context): Promise<string | null> {
  const where = { teamId_userId: { teamId: ctx.teamId, userId: idOf(ctx) } }
  return (await db().membership.findUnique({ where }))?.role ?? null
}

async function sessionVersionOf(ctx: Context): Promise<number> {
  return (await db().user.findUniqueOrThrow({ where: { id: idOf(ctx) } })).sessionVersion
}

async function latestChange(ctx: Context) {
  return (await listChanges(ctx, { limit: 1 })).items[0]
}

/** A second member of a role, beside the one that the team gives. */
async function another(teamId: string, role: 'owner' | 'admin') {
  const made = await (await makeTeam()).as(role)
  await db().membership.create({ data: { teamId, userId: idOf(made), role, createdAt: new Date() } })
  return contextOf(teamId, role, { id: idOf(made), name: made.actor.label })
}

describe('changeRole', () => {
  test('saves the role, ends the sessions, records the step and tells the team', async () => {
    const team = await makeTeam()
    const [admin, viewer] = [await team.as('admin'), await team.as('viewer')]
    const { member, sessionVersion } = await changeRole(admin, { userId: idOf(viewer), role: 'support' })
    expect(member.role).toBe('support')
    expect(await roleOf(viewer)).toBe('support')
    expect(sessionVersion).toBe(2)
    const session = { userId: idOf(viewer), teamSlug: team.slug }
    expect(await loadSession({ ...session, sessionVersion: 1 })).toBeNull()
    expect((await loadSession({ ...session, sessionVersion: 2 }))?.membership?.role).toBe('support')
    expect(await latestChange(admin)).toMatchObject({
      action: 'member.role_changed',
      actorId: idOf(admin),
      entityKind: 'member',
      entityId: idOf(viewer),
      fields: [{ field: 'role', before: 'viewer', after: 'support' }],
    })
    expect(admin.told).toMatchObject([{ entity: 'member', entityId: idOf(viewer), fields: ['role'] }])
  })

  test('to the same role changes nothing and ends no session', async () => {
    const team = await makeTeam()
    const [admin, viewer] = [await team.as('admin'), await team.as('viewer')]
    expect((await changeRole(admin, { userId: idOf(viewer), role: 'viewer' })).sessionVersion).toBeNull()
    expect(await sessionVersionOf(viewer)).toBe(1)
    expect((await listChanges(admin, {})).items).toEqual([])
    expect(admin.told).toEqual([])
  })

  test('is refused when it is no longer the role that the caller saw', async () => {
    const team = await makeTeam()
    const [owner, admin, viewer] = [await team.as('owner'), await team.as('admin'), await team.as('viewer')]
    await changeRole(owner, { userId: idOf(viewer), role: 'support', seenRole: 'viewer' })
    const late = await failureOf(
      changeRole(admin, { userId: idOf(viewer), role: 'developer', seenRole: 'viewer' }),
    )
    expect(late).toMatchObject({
      code: 'conflict',
      message: `${owner.actor.label} changed the role of ${viewer.actor.label} meanwhile: support.`,
    })
    const same = await changeRole(admin, { userId: idOf(viewer), role: 'support', seenRole: 'viewer' })
    expect(same.change).toBeNull()
  })

  test('an admin neither makes nor unmakes an owner', async () => {
    const team = await makeTeam()
    const [owner, admin, viewer] = [await team.as('owner'), await team.as('admin'), await team.as('viewer')]
    await another(team.id, 'owner')
    const tries = [
      changeRole(admin, { userId: idOf(owner), role: 'viewer' }),
      changeRole(admin, { userId: idOf(viewer), role: 'owner' }),
      changeRole(admin, { userId: idOf(admin), role: 'owner' }),
      removeMember(admin, { userId: idOf(owner) }),
    ]
    expect((await Promise.all(tries.map(failureOf))).map((e) => e.code)).toEqual(Array(4).fill('forbidden'))
    expect([await roleOf(owner), await roleOf(admin), await roleOf(viewer)]).toEqual([
      'owner',
      'admin',
      'viewer',
    ])
  })

  test("another team's member, an unknown one and a malformed id are not found, in the same words", async () => {
    const owner = await (await makeTeam()).as('owner')
    const stranger = await (await makeTeam()).as('viewer')
    const ids = [idOf(stranger), '0190a1b2-0000-7000-8000-000000000001', 'x']
    const failures = await Promise.all(
      ids.map((userId) => failureOf(changeRole(owner, { userId, role: 'support' }))),
    )
    expect(failures.map((e) => [e.code, e.message])).toEqual(
      Array(3).fill(['not_found', 'Member not found.']),
    )
    expect(await roleOf(stranger)).toBe('viewer')
  })

  test('somebody who lost their role a moment ago does not manage others with it', async () => {
    const team = await makeTeam()
    const [owner, admin, viewer] = [await team.as('owner'), await team.as('admin'), await team.as('viewer')]
    await changeRole(owner, { userId: idOf(admin), role: 'viewer' })
    const refused = await failureOf(changeRole(admin, { userId: idOf(viewer), role: 'admin' }))
    expect(refused.code).toBe('forbidden')
    expect(await roleOf(viewer)).toBe('viewer')
  })
})

describe('the last owner', () => {
  test('neither steps down, nor leaves, nor is removed', async () => {
    const team = await makeTeam()
    const owner = await team.as('owner')
    const failures = await Promise.all(
      [
        changeRole(owner, { userId: idOf(owner), role: 'admin' }),
        leaveTeam(owner),
        removeMember(owner, { userId: idOf(owner) }),
      ].map(failureOf),
    )
    expect(failures.map((e) => e.code)).toEqual(['wrong_state', 'wrong_state', 'wrong_state'])
    expect(await roleOf(owner)).toBe('owner')
    expect(await sessionVersionOf(owner)).toBe(1)
  })

  test.each([
    ['step down', (ctx: Context) => changeRole(ctx, { userId: idOf(ctx), role: 'viewer' })],
    ['leave', leaveTeam],
  ])('is kept when all owners %s at the same moment', async (_what, act) => {
    const team = await makeTeam()
    const owners = [await team.as('owner')]
    for (let i = 0; i < 5; i++) owners.push(await another(team.id, 'owner'))
    const results = await Promise.allSettled(owners.map((owner) => act(owner)))
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    const left = await db().membership.findMany({ where: { teamId: team.id, role: 'owner' } })
    expect(left).toHaveLength(1)
  })

  test('is kept when two owners remove each other at the same moment', async () => {
    const team = await makeTeam()
    const [a, b] = [await team.as('owner'), await another(team.id, 'owner')]
    const results = await Promise.allSettled([
      removeMember(a, { userId: idOf(b) }),
      removeMember(b, { userId: idOf(a) }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().membership.count({ where: { teamId: team.id, role: 'owner' } })).toBe(1)
  })
})

describe('removeMember', () => {
  test('takes them out, ends their sessions, keeps the account, and records it', async () => {
    const team = await makeTeam()
    const [admin, viewer] = [await team.as('admin'), await team.as('viewer')]
    await removeMember(admin, { userId: idOf(viewer) })
    expect(await roleOf(viewer)).toBeNull()
    expect(await sessionVersionOf(viewer)).toBe(2)
    expect(await latestChange(admin)).toMatchObject({
      action: 'member.removed',
      entityName: viewer.actor.label,
      fields: [{ field: 'role', before: 'viewer', after: null }],
    })
  })

  test('is not for oneself', async () => {
    const admin = await (await makeTeam()).as('admin')
    expect((await failureOf(removeMember(admin, { userId: idOf(admin) }))).code).toBe('wrong_state')
    expect(await roleOf(admin)).toBe('admin')
  })
})

test('leaveTeam is for every role but the last owner, and answers the version of a new session', async () => {
  const team = await makeTeam()
  await team.as('owner')
  for (const role of ['admin', 'developer', 'support', 'viewer'] as const) {
    const ctx = await team.as(role)
    const sessionVersion = await leaveTeam(ctx)
    expect(await roleOf(ctx)).toBeNull()
    expect(await loadSession({ userId: idOf(ctx), sessionVersion, teamSlug: team.slug })).toMatchObject({
      membership: null,
    })
  }
})

test('listMembers names the own members, highest role first', async () => {
  const team = await makeTeam()
  await (await makeTeam()).as('admin')
  const viewer = await team.as('viewer')
  const owner = await team.as('owner')
  const members = await listMembers(viewer)
  expect(members.map(({ userId, role }) => [userId, role])).toEqual([
    [idOf(owner), 'owner'],
    [idOf(viewer), 'viewer'],
  ])
  expect(Object.keys(members[0] ?? {}).sort()).toEqual(['email', 'joinedAt', 'name', 'role', 'userId'])
})
