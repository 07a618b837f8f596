import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { encodeCursor } from '../shared/pagination.ts'
import { type ListEndpoints, listEndpoints, type Sort } from './list.ts'
import { updateEndpoint } from './update.ts'

useDatabase()

let ctx: TestContext
const names = ['Alpha', 'beta', 'Gamma', 'delta', 'Épsilon', '100%_sure', 'alpha']

beforeAll(async () => {
  ctx = await (await makeTeam()).as('developer')
  for (const [i, name] of names.entries())
    await makeEndpoint(ctx, i % 2 ? 'storno' : 'standard', {
      name,
      url: `https://host${i}.example/path`,
      active: i !== 3,
      events: i === 0 ? ['*'] : i === 1 ? ['invoice.paid'] : ['invoice.created'],
    })
  await makeEndpoint(await (await makeTeam()).as('owner'), 'standard', { name: 'Alpha of others' })
})

const found = async (query: ListEndpoints) => (await listEndpoints(ctx, query)).items.map((item) => item.name)

describe('listEndpoints', () => {
  test('newest first, and only the team’s own', async () => {
    expect(await found({})).toEqual([...names].reverse())
  })

  test.each<[string, ListEndpoints, string[]]>([
    ['a name without regard to case', { search: 'ALPHA' }, ['alpha', 'Alpha']],
    ['a part of the URL', { search: 'host5.ex' }, ['100%_sure']],
    ['% and _ as themselves', { search: '0%_s' }, ['100%_sure']],
    ['the beginning of a name when it is short', { search: 'be' }, ['beta']],
    ['nothing', { search: 'no such thing' }, []],
  ])('search finds %s', async (_what, query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  test('filters by dialect, state and event, and all of them at once', async () => {
    expect(await found({ dialects: ['storno'] })).toEqual(['100%_sure', 'delta', 'beta'])
    expect(await found({ active: false })).toEqual(['delta'])
    expect(await found({ event: 'invoice.paid' })).toEqual(['beta', 'Alpha'])
    expect(
      await found({ event: 'invoice.created', active: true, dialects: ['standard'], search: 'host' }),
    ).toEqual(['alpha', 'Épsilon', 'Gamma', 'Alpha'])
  })

  const sorts: Sort[] = (['created', 'updated', 'name'] as const).flatMap((by) => [
    { by, order: 'asc' },
    { by, order: 'desc' },
  ])
  test.each(sorts)(
    'pages of two by $by $order reach every row once, and walk back the same way',
    async (sort) => {
      const whole = (await listEndpoints(ctx, { sort })).items.map((item) => item.id)
      const pages: string[][] = []
      let page = await listEndpoints(ctx, { sort, limit: 2 })
      expect(page.previous).toBeNull()
      for (;;) {
        pages.push(page.items.map((item) => item.id))
        if (page.next === null) break
        page = await listEndpoints(ctx, { sort, limit: 2, cursor: page.next })
      }
      expect(pages.flat()).toEqual(whole)
      for (const expected of pages.slice(0, -1).reverse()) {
        page = await listEndpoints(ctx, { sort, limit: 2, cursor: page.previous ?? 'missing' })
        expect(page.items.map((item) => item.id)).toEqual(expected)
      }
      expect(page.previous).toBeNull()
    },
  )

  test('a deep page stays where it is when rows are added before it', async () => {
    const first = await listEndpoints(ctx, { limit: 3, dialects: ['standard'] })
    const second = await listEndpoints(ctx, { limit: 3, dialects: ['standard'], cursor: first.next ?? '' })
    await makeEndpoint(ctx, 'standard', { name: 'Newcomer' })
    expect(
      await listEndpoints(ctx, { limit: 3, dialects: ['standard'], cursor: first.next ?? '' }),
    ).toMatchObject({
      items: second.items,
    })
    await updateEndpoint(ctx, { id: first.items[0]?.id ?? '', patch: { name: 'Zeta' } })
  })

  test.each(['', 'x', 'W10', 'eyJhIjoxfQ', '%00', 'WzEsImEiXQ'])(
    'a damaged cursor %j is refused or ignored in words',
    async (cursor) => {
      const run = listEndpoints(ctx, { cursor })
      if (cursor === '') expect((await run).previous).toBeNull()
      else await expect(run).rejects.toMatchObject({ code: 'invalid' })
    },
  )

  test('well-formed cursors with foreign keys are refused before the database sees them', async () => {
    for (const keys of [
      ['', 'x'],
      ['now', ctx.teamId],
      [1, 2, 3],
    ]) {
      const cursor = encodeCursor({ direction: 'next', keys })
      const run = listEndpoints(ctx, { cursor, sort: { by: 'updated', order: 'asc' } })
      await expect(run).rejects.toMatchObject({ code: 'invalid' })
    }
  })

  test('counts what matches', async () => {
    expect(await listEndpoints(ctx, { dialects: ['storno'], limit: 1 })).toMatchObject({
      count: 3,
      countIsExact: true,
    })
  })
})
