import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { encodeCursor } from '../shared/pagination.ts'
import { listMembers } from './list-members.ts'
import { type PageMembers, pageMembers } from './page-members.ts'

useDatabase()

/** A team with one owner, and members of these names, all support. */
async function teamOf(names: readonly string[]) {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const users = names.map((name) => ({
    id: crypto.randomUUID(),
    name,
    email: `${crypto.randomUUID()}@example.test`,
    passwordHash: 'none',
    createdAt: new Date(),
    updatedAt: new Date(),
  }))
  await db().user.createMany({ data: users })
  await db().membership.createMany({
    data: users.map(({ id }) => ({ teamId: team.id, userId: id, role: 'support', createdAt: new Date() })),
  })
  return { team, owner, users }
}

async function namesOf(ctx: Parameters<typeof pageMembers>[0], query: PageMembers): Promise<string[]> {
  return (await pageMembers(ctx, query)).items.map(({ name }) => name)
}

const numbered = Array.from({ length: 60 }, (_, at) => `Member ${String(at).padStart(2, '0')}`)

describe('a page of members', () => {
  test('has 50 of them, in the order of the whole list, and the way on and back', async () => {
    // names that many share: the id decides between them
    const { owner } = await teamOf([...numbered, ...numbered.slice(40)])
    const all = (await listMembers(owner)).map(({ userId }) => userId)
    const first = await pageMembers(owner, {})
    expect(first.items.map(({ userId }) => userId)).toEqual(all.slice(0, 50))
    expect(first).toMatchObject({ previous: null, total: 81, owners: 1 })
    const second = await pageMembers(owner, { cursor: first.next ?? '' })
    expect(second.items.map(({ userId }) => userId)).toEqual(all.slice(50))
    expect(second.next).toBeNull()
    expect((await pageMembers(owner, { cursor: second.previous ?? '' })).items).toEqual(first.items)
  })

  test('walks in steps of any size without losing or doubling anybody', async () => {
    const { owner } = await teamOf(numbered.slice(0, 9))
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await pageMembers(owner, { limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ userId }) => userId))
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual((await listMembers(owner)).map(({ userId }) => userId))
  })

  test('is searched by name and address; wildcards are letters like others', async () => {
    const { owner, users } = await teamOf(['Ada Lovelace', 'Grace_Hopper', 'Grace Murray', '100% Bob'])
    expect(await namesOf(owner, { search: ' GRACE ' })).toEqual(['Grace Murray', 'Grace_Hopper'])
    expect(await namesOf(owner, { search: 'grace_' })).toEqual(['Grace_Hopper'])
    expect(await namesOf(owner, { search: '0%' })).toEqual(['100% Bob'])
    expect(await namesOf(owner, { search: users[0]?.email.toUpperCase() ?? '' })).toEqual(['Ada Lovelace'])
    expect(await pageMembers(owner, { search: 'nobody at all' })).toMatchObject({ items: [], total: 5 })
  })

  test("has nobody of another team's", async () => {
    await teamOf(['Somebody else'])
    const viewer = await (await makeTeam()).as('viewer')
    expect(await pageMembers(viewer, { search: 'Somebody else' })).toMatchObject({ items: [], total: 1 })
  })

  test.each([
    'nonsense',
    encodeCursor({ direction: 'next', keys: ['king', 'A', crypto.randomUUID()] }),
    encodeCursor({ direction: 'next', keys: ['owner', 'A', 'no id'] }),
    encodeCursor({ direction: 'next', keys: ['owner'] }),
  ])('is refused for a link that no page gave: %s', async (cursor) => {
    const owner = await (await makeTeam()).as('owner')
    expect((await failureOf(pageMembers(owner, { cursor }))).code).toBe('invalid')
  })
})
