import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
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

describe('search of a text', () => {
  let searcher: TestContext
  const texts = [
    "Bob's \\ relays",
    'Größe ΣΑΣ İİİ 漢字漢字漢字',
    'emoji 🎉🎉🎉🎉🎉🎉',
    ':* & | ! (x) <-> "q"',
    'aaaaaaaaaaab',
    '50%_off %%%',
  ]

  beforeAll(async () => {
    searcher = await (await makeTeam()).as('developer')
    // the wanted ones are the oldest: behind more rows than are looked at before the index
    for (const [i, name] of texts.entries())
      await makeEndpoint(searcher, 'standard', {
        name,
        url: `https://wanted${i}.example/hooks`,
        events: ['*'],
      })
    for (let i = 0; i < 70; i++)
      await makeEndpoint(searcher, i % 2 ? 'storno' : 'standard', {
        name: `Filler ${i}`,
        url: `https://filler-${i}.example/hooks`,
        events: ['invoice.paid'],
      })
  }, 60_000)

  const namesOf = async (query: ListEndpoints) =>
    (await listEndpoints(searcher, query)).items.map((item) => item.name)

  test.each(texts)('finds %j by each of its parts', async (name) => {
    const characters = [...name]
    for (let from = 0; from < characters.length; from++)
      for (const length of [3, 4, 5, 6, 7, 10, 11, characters.length]) {
        const part = characters.slice(from, from + length).join('')
        if ([...part.trim()].length < 3) continue
        const those = texts.filter((text) => text.includes(part.trim()))
        const { items } = await listEndpoints(searcher, { search: part })
        // an id is searched too, and may have the part by chance
        const byName = items.filter(({ publicId }) => !publicId.toLowerCase().includes(part.trim()))
        expect(
          byName.map((item) => item.name),
          part,
        ).toEqual(those.reverse())
      }
  })

  test('finds no other team’s, and nothing that only has the same pieces', async () => {
    expect(await namesOf({ search: 'Alpha of others' })).toEqual([])
    expect(await namesOf({ search: 'relays bob' })).toEqual([])
    expect(await namesOf({ search: 'aaaaaaaaaaaaaab' })).toEqual([])
    expect(await namesOf({ search: 'größe σασ' })).toEqual([texts[1]])
  })

  test.each<[string, ListEndpoints, number]>([
    ['that many have', { search: 'filler' }, 70],
    ['that all have', { search: '.example/hooks' }, 76],
    ['that few have, among the oldest', { search: 'wanted' }, 6],
    ['that few have, among the newest', { search: 'filler 6' }, 11],
    ['with filters', { search: 'filler', dialects: ['storno'], active: true, event: 'invoice.paid' }, 35],
    ['with an event, by `*` too', { search: '.example', event: 'invoice.paid' }, 76],
    ['with filters that leave few', { search: 'hooks', dialects: ['standard'], event: '*' }, 6],
  ])('reads a text %s, page by page in each order', async (_what, query, count) => {
    for (const by of ['created', 'updated', 'name'] as const)
      for (const order of ['asc', 'desc'] as const) {
        const sort = { by, order }
        const everything = await listEndpoints(searcher, { sort, limit: 100 })
        const whole = (await listEndpoints(searcher, { ...query, sort, limit: 100 })).items.map(
          ({ id }) => id,
        )
        expect(whole).toHaveLength(count)
        const wanted = new Set(whole)
        expect(whole).toEqual(everything.items.map(({ id }) => id).filter((id) => wanted.has(id)))
        const pages: string[] = []
        let page = await listEndpoints(searcher, { ...query, sort, limit: 20 })
        for (;;) {
          expect(page).toMatchObject({ count, countIsExact: true })
          pages.push(...page.items.map(({ id }) => id))
          if (page.next === null) break
          page = await listEndpoints(searcher, { ...query, sort, limit: 20, cursor: page.next })
        }
        expect(pages).toEqual(whole)
      }
  })
})

describe('those that fail', () => {
  let failer: TestContext
  /** every third of them */
  let marked: readonly string[]

  beforeAll(async () => {
    failer = await (await makeTeam()).as('developer')
    const made: Awaited<ReturnType<typeof makeEndpoint>>['endpoint'][] = []
    for (let i = 0; i < 30; i++)
      made.push(
        (
          await makeEndpoint(failer, i % 2 ? 'storno' : 'standard', {
            name: `Relay ${i}`,
            events: ['invoice.paid'],
          })
        ).endpoint,
      )
    const mark = (
      of: (typeof made)[number],
      facts: { failures?: number; url?: string; pausedAt?: Date } = {},
    ) =>
      db().endpointFailure.create({
        data: {
          ...{ endpointId: of.id, teamId: of.teamId, url: of.url, failures: 5 },
          ...{ firstFailedAt: new Date(0), lastFailedAt: new Date(1), ...facts },
        },
      })
    for (const [i, of] of made.entries()) if (i % 3 === 0) await mark(of)
    marked = made.filter((_, i) => i % 3 === 0).map(({ id }) => id)
    // too few failures, another address, paused for them, paused by somebody
    const [, few, , , elsewhere, gone, , paused] = made
    if (!few || !elsewhere || !gone || !paused) throw new Error('There are not enough endpoints.')
    await mark(few, { failures: 4 })
    await mark(elsewhere, { url: 'https://elsewhere.example/' })
    await mark(gone, { pausedAt: new Date(2) })
    await updateEndpoint(failer, { id: paused.id, patch: { active: false } })
    await mark(paused)
  })

  const narrowings: ListEndpoints[] = [
    {},
    { search: 'relay' },
    { search: 'relay 2' },
    { event: 'invoice.paid' },
    { dialects: ['storno'] },
    { search: 'relay', event: 'invoice.paid', active: true },
  ]
  test.each(narrowings)('are found alone, with %j, page by page in each order', async (query) => {
    for (const by of ['created', 'updated', 'name'] as const)
      for (const order of ['asc', 'desc'] as const) {
        const sort = { by, order }
        const { items } = await listEndpoints(failer, { ...query, sort, limit: 100 })
        const expected = items.filter(({ id }) => marked.includes(id)).map(({ id }) => id)
        expect(expected.length).toBeGreaterThan(2)
        expect(items.filter(({ active, failing }) => active && failing).map(({ id }) => id)).toEqual(expected)
        const pages: string[][] = []
        let page = await listEndpoints(failer, { ...query, failing: true, sort, limit: 2 })
        for (;;) {
          expect(page).toMatchObject({ count: expected.length, countIsExact: true })
          pages.push(page.items.map(({ id }) => id))
          if (page.next === null) break
          page = await listEndpoints(failer, { ...query, failing: true, sort, limit: 2, cursor: page.next })
        }
        expect(pages.flat()).toEqual(expected)
        for (const before of pages.slice(0, -1).reverse()) {
          const cursor = page.previous ?? 'missing'
          page = await listEndpoints(failer, { ...query, failing: true, sort, limit: 2, cursor })
          expect(page.items.map(({ id }) => id)).toEqual(before)
        }
      }
  })

  test('are none among those that are paused', async () => {
    expect(await listEndpoints(failer, { failing: true, active: false })).toMatchObject({
      items: [],
      count: 0,
    })
  })
})
