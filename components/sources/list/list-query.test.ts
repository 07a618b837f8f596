import { describe, expect, test } from 'vitest'
import { hasFilters, listStateSearch, readListState, toPageSources } from './list-query.ts'

const known = ['slack', 'github']
const plain = { search: '', toolkits: [], cursor: undefined }

describe('the address of the sources list', () => {
  test('says what the list shows, and is read back as the same', () => {
    const state = { search: 'A1 & co', toolkits: ['slack', 'github'], cursor: 'abc' }
    const text = listStateSearch(state)
    expect(readListState(Object.fromEntries(new URLSearchParams(text)), known)).toEqual(state)
    expect(toPageSources(state)).toEqual(state)
    expect(hasFilters(state)).toBe(true)
  })

  test('is plain for the list as it is at first', () => {
    expect(listStateSearch(plain)).toBe('')
    expect(toPageSources(plain)).toEqual({})
    expect(hasFilters(plain)).toBe(false)
  })

  test('leaves out what it does not understand', () => {
    expect(readListState({ toolkit: 'fax', search: '  ', cursor: '', other: 'x' }, known)).toEqual(plain)
    expect(readListState({ toolkit: ['github,fax', 'slack'] }, known)).toMatchObject({ toolkits: ['github'] })
    expect(readListState({ search: 'x'.repeat(500) }, known).search).toHaveLength(200)
  })
})
