import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSlug, reservedSlugs, slugCandidates } from './slugs.ts'

function first(name: string, count = 1): string[] {
  return slugCandidates(name).take(count).toArray()
}

describe('slugCandidates', () => {
  test.each([
    ['Northwind', 'northwind'],
    ['Northwind Trading Co.', 'northwind-trading-co'],
    ['  Café  Münster ', 'cafe-munster'],
    ['Straße', 'strasse'],
    ["Mara's team", 'maras-team'],
    ['a__b--c', 'a-b-c'],
    ['2026', '2026'],
  ])('%j begins with %s', (name, slug) => {
    expect(first(name)).toEqual([slug])
  })

  test('goes on with numbers', () => {
    expect(first('Northwind', 3)).toEqual(['northwind', 'northwind-2', 'northwind-3'])
  })

  test.each(['API', 'sign-in', 'Account', 'New'])('never offers the reserved %j as it is', (name) => {
    expect(first(name)).toEqual([`${name.toLowerCase()}-2`])
  })

  test.each(['日本', '!!!', '—'])(
    'begins with team-2 where nothing of %j can stand in an address',
    (name) => {
      expect(first(name)).toEqual(['team-2'])
    },
  )

  test('gives different slugs, each of which may be one, for every name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const slugs = first(name, 12)
        expect(slugs.filter((slug) => !isSlug(slug))).toEqual([])
        expect(new Set(slugs).size).toBe(12)
      }),
    )
  })
})

describe('isSlug', () => {
  test.each(['', '-a', 'a-', 'a--b', 'A', 'a b', 'a.b', 'ä', 'a'.repeat(41), '_next', 'favicon.ico'])(
    'refuses %j',
    (value) => {
      expect(isSlug(value)).toBe(false)
    },
  )

  test('refuses every reserved word', () => {
    expect([...reservedSlugs].filter(isSlug)).toEqual([])
  })

  test('takes demo', () => {
    expect(isSlug('demo')).toBe(true)
  })
})
