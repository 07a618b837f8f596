import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeAccount, systemContext } from '#lib/testing/account.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { contextOf, makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { addMember } from '../members/add-member.ts'
import { changeRole } from '../members/change-role.ts'
import { nanoid, uuidv7 } from '../shared/ids.ts'
import { createTeam, createTeamFor } from './create-team.ts'
import { deleteTeam } from './delete-team.ts'
import { listTeams } from './list-teams.ts'
import { removeDemo } from './remove-demo.ts'
import { updateTeam } from './update-team.ts'

useDatabase()

/** A name whose slug nothing else takes. */
const uniqueName = () => `Northwind ${nanoid(10).replaceAll(/[^A-Za-z0-9]/g, 'x')}`

describe('createTeam', () => {
  test('makes the actor its owner, and records both', async () => {
    const { user, ctx } = await makeAccount()
    const name = uniqueName()
    const team = await createTeam(ctx, { name: ` ${name} ` })
    expect(team).toMatchObject({
      name,
      slug: name.toLowerCase().replace(' ', '-'),
      isDemo: false,
      version: 1,
    })
    expect(await listTeams(ctx)).toEqual([team])
    const changes = (await listChanges(contextOf(team.id, 'owner', user), {})).items
    expect(changes.map(({ action }) => action)).toEqual(['member.added', 'team.created'])
  })

  test('takes the next slug where one is taken, also at the same moment', async () => {
    const { ctx } = await makeAccount()
    const name = uniqueName()
    const base = name.toLowerCase().replace(' ', '-')
    const teams = await Promise.all(Array.from({ length: 6 }, () => createTeam(ctx, { name })))
    expect(teams.map(({ slug }) => slug).sort()).toEqual([
      base,
      ...[2, 3, 4, 5, 6].map((n) => `${base}-${n}`),
    ])
  })

  test('refuses an empty name and nobody', async () => {
    const { ctx } = await makeAccount()
    expect((await failureOf(createTeam(ctx, { name: ' ' }))).issues).toMatchObject([
      { path: ['name'], code: 'blank' },
    ])
    expect((await failureOf(createTeam(systemContext(), { name: 'x' }))).code).toBe('unauthenticated')
  })
})

describe('createTeamFor', () => {
  test('is for set-up alone, and refuses a reserved or a taken slug', async () => {
    const { user, ctx } = await makeAccount()
    const input = {
      name: 'Demo',
      slug: `demo-${nanoid(8)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, 'x')}`,
      isDemo: true,
      ownerId: user.id,
    }
    expect((await failureOf(createTeamFor(ctx, input))).code).toBe('forbidden')
    expect((await createTeamFor(systemContext(), input)).slug).toBe(input.slug)
    expect((await failureOf(createTeamFor(systemContext(), input))).code).toBe('already_exists')
    expect((await failureOf(createTeamFor(systemContext(), { ...input, slug: 'api' }))).code).toBe('invalid')
  })
})

describe('updateTeam', () => {
  test('saves the name, keeps the slug, raises the version and records the step', async () => {
    const team = await makeTeam()
    const ctx = await team.as('admin')
    const before = `Team ${team.slug}`
    const { team: after } = await updateTeam(ctx, { patch: { name: 'Contoso' }, version: 1 })
    expect(after).toMatchObject({ name: 'Contoso', slug: team.slug, version: 2 })
    expect((await listChanges(ctx, {})).items).toMatchObject([
      { action: 'team.updated', version: 2, fields: [{ field: 'name', before, after: 'Contoso' }] },
    ])
    expect(ctx.told).toMatchObject([{ entity: 'team', fields: ['name'], version: 2 }])
  })

  test('with the same name, or no key at all, writes nothing', async () => {
    const team = await makeTeam()
    const ctx = await team.as('admin')
    await updateTeam(ctx, { patch: { name: `Team ${team.slug}` }, version: 1 })
    expect((await updateTeam(ctx, { patch: {}, version: 1 })).team.version).toBe(1)
    expect((await listChanges(ctx, {})).items).toEqual([])
  })

  test('refuses a key that is not a setting', async () => {
    const ctx = await (await makeTeam()).as('owner')
    const patch = { name: 'Contoso', slug: 'contoso' }
    expect((await failureOf(updateTeam(ctx, { patch, version: 1 }))).issues).toMatchObject([
      { path: ['slug'], code: 'unknown_field' },
    ])
  })

  test('is a conflict when somebody changed the name since, and says who and to what', async () => {
    const team = await makeTeam()
    const [admin, owner] = [await team.as('admin'), await team.as('owner')]
    await updateTeam(admin, { patch: { name: 'Theirs' }, version: 1 })
    const refused = await failureOf(updateTeam(owner, { patch: { name: 'Mine' }, version: 1 }))
    expect(refused.code).toBe('conflict')
    expect(refused.conflicts).toMatchObject([
      { field: 'name', author: admin.actor.label, version: 2, current: 'Theirs' },
    ])
    expect((await updateTeam(owner, { patch: { name: 'Mine' }, version: 2 })).team.name).toBe('Mine')
  })

  test.each(['viewer', 'support', 'developer'] as const)('is not for a %s', async (role) => {
    const ctx = await (await makeTeam()).as(role)
    expect((await failureOf(updateTeam(ctx, { patch: { name: 'x' }, version: 1 }))).code).toBe('forbidden')
  })
})

describe('deleteTeam', () => {
  test('takes all that belongs to the team, leaves accounts and other teams, and tells', async () => {
    const [team, other] = [await makeTeam(), await makeTeam()]
    const owner = await team.as('owner')
    await makeEndpoint(owner)
    await makeEndpoint(await other.as('owner'))
    await deleteTeam(owner, { confirm: team.slug })
    const where = { teamId: team.id }
    expect([
      await db().team.count({ where: { id: team.id } }),
      await db().endpoint.count({ where }),
      await db().endpointSecret.count({ where }),
      await db().membership.count({ where }),
      await db().change.count({ where }),
    ]).toEqual([0, 0, 0, 0, 0])
    expect(await db().user.count({ where: { id: owner.actor.id ?? '' } })).toBe(1)
    expect(await db().endpoint.count({ where: { teamId: other.id } })).toBe(1)
    expect(owner.told.at(-1)).toMatchObject({ action: 'team.deleted', teamId: team.id })
  })

  test('needs the slug, and an owner', async () => {
    const team = await makeTeam()
    const [owner, admin] = [await team.as('owner'), await team.as('admin')]
    expect((await failureOf(deleteTeam(owner, { confirm: `${team.slug} ` }))).code).toBe('invalid')
    expect((await failureOf(deleteTeam(admin, { confirm: team.slug }))).code).toBe('forbidden')
    expect(await db().team.count({ where: { id: team.id } })).toBe(1)
  })

  test('is refused to somebody who was an owner a moment ago', async () => {
    const team = await makeTeam()
    const owner = await team.as('owner')
    const { user } = await makeAccount()
    await addMember({ ...systemContext(), teamId: team.id }, { userId: user.id, role: 'owner' })
    await changeRole(contextOf(team.id, 'owner', user), { userId: owner.actor.id ?? '', role: 'viewer' })
    expect((await failureOf(deleteTeam(owner, { confirm: team.slug }))).code).toBe('forbidden')
  })
})

describe('removeDemo', () => {
  async function makeDemo() {
    const owner = await makeAccount()
    const slug = `demo-${nanoid(8)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, 'x')}`
    const demo = { name: 'Demo', slug, isDemo: true, ownerId: owner.user.id }
    const team = await createTeamFor(systemContext(), demo)
    const system = { ...systemContext(), teamId: team.id }
    const made: string[] = []
    for (const role of ['viewer', 'admin'] as const) {
      const id = uuidv7()
      const now = new Date()
      const email = `${role}-${id}@demo.test`
      await db().user.create({
        data: { id, email, name: role, passwordHash: '!', createdAt: now, updatedAt: now },
      })
      await addMember(system, { userId: id, role })
      made.push(id)
    }
    return { owner, team, made, ctx: contextOf(team.id, 'owner', owner.user) }
  }

  test('takes the team and its made-up members, and leaves real ones', async () => {
    const { owner, team, made, ctx } = await makeDemo()
    await removeDemo(ctx)
    expect(await db().team.count({ where: { id: team.id } })).toBe(0)
    expect(await db().user.count({ where: { id: { in: made } } })).toBe(0)
    expect(await db().user.count({ where: { id: owner.user.id } })).toBe(1)
  })

  test('leaves a made-up member who is in another team, too', async () => {
    const { made, ctx } = await makeDemo()
    const kept = made[0] ?? ''
    const other = await makeTeam()
    await addMember({ ...systemContext(), teamId: other.id }, { userId: kept, role: 'viewer' })
    await removeDemo(ctx)
    expect(await db().user.findMany({ where: { id: { in: made } }, select: { id: true } })).toEqual([
      { id: kept },
    ])
  })

  test('is for the demo team alone, and for an owner', async () => {
    const ordinary = await (await makeTeam()).as('owner')
    expect((await failureOf(removeDemo(ordinary))).code).toBe('wrong_state')
    const { made, team } = await makeDemo()
    const admin = contextOf(team.id, 'admin', { id: made[1] ?? '', name: 'admin' })
    expect((await failureOf(removeDemo(admin))).code).toBe('forbidden')
  })
})
