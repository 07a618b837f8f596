import { describe, expect, it } from 'vitest'
import type { SearchParams } from '#components/data-table/search-params.ts'
import {
  filterOf,
  hasFilters,
  listStateSearch,
  readListState,
  toListEndpoints,
  withoutFilters,
} from './list-query.ts'

const dialects = ['standard', 'storno', 'vendaze']
const read = (params: SearchParams) => readListState(params, dialects)
const readText = (search: string) => read(Object.fromEntries(new URLSearchParams(search)))

describe('the address of the endpoints list', () => {
  it('is empty for all endpoints, newest first', () => {
    expect(listStateSearch(read({}))).toBe('')
    expect(toListEndpoints(read({}))).toEqual({ sort: { by: 'created', order: 'desc' } })
  })

  it('carries every filter, the order and the page, and reads them back', () => {
    const address =
      '?search=billing+sync&dialect=standard%2Cstorno&state=paused&event=invoice.paid&sort=name&cursor=abc'
    const state = readText(address)
    expect(listStateSearch(state)).toBe(address)
    expect(toListEndpoints(state)).toEqual({
      search: 'billing sync',
      dialects: ['standard', 'storno'],
      active: false,
      event: 'invoice.paid',
      sort: { by: 'name', order: 'asc' },
      cursor: 'abc',
    })
  })

  it('is about the same endpoints on every page and in every order', () => {
    const state = readText(
      '?search=billing&dialect=storno&state=active&event=invoice.paid&sort=name&cursor=abc',
    )
    expect(filterOf(state)).toEqual({
      search: 'billing',
      dialects: ['storno'],
      active: true,
      event: 'invoice.paid',
    })
    expect(filterOf(read({}))).toEqual({})
  })

  it('asks for what fails by its own word', () => {
    const state = readText('?state=failing')
    expect(listStateSearch(state)).toBe('?state=failing')
    expect(toListEndpoints(state)).toMatchObject({ failing: true })
    expect(filterOf(state)).toEqual({ failing: true })
  })

  it('leaves out what it does not understand', () => {
    const state = read({ dialect: 'telex,storno', state: 'asleep', sort: '-colour', event: '' })
    expect(state).toEqual(read({ dialect: 'storno' }))
  })

  it('takes the first of a parameter that stands there twice', () => {
    expect(read({ search: ['one', 'two'] }).search).toBe('one')
  })

  it('gives the same query for the same dialects in another order', () => {
    expect(toListEndpoints(read({ dialect: 'vendaze,standard' }))).toEqual(
      toListEndpoints(read({ dialect: 'standard,vendaze' })),
    )
  })

  it('cuts a search that no form could have sent', () => {
    expect(read({ search: 'x'.repeat(500) }).search).toHaveLength(200)
  })
})

describe('the filters', () => {
  it.each(['?search=a', '?dialect=storno', '?state=active', '?event=x'])('count in %s', (address) => {
    expect(hasFilters(readText(address))).toBe(true)
    expect(hasFilters(withoutFilters(readText(address)))).toBe(false)
  })

  it('are neither the order nor the page', () => {
    expect(hasFilters(readText('?sort=name&cursor=abc'))).toBe(false)
  })

  it('go without the order, but with the page', () => {
    expect(listStateSearch(withoutFilters(readText('?search=a&sort=-updated&cursor=abc')))).toBe(
      '?sort=-updated',
    )
  })
})
