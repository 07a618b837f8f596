import { describe, expect, test } from 'vitest'
import { hasFilters, listStateSearch, plainState, readListState, toBrowse } from './list-query.ts'

const now = Date.UTC(2026, 1, 18, 10)

describe('the address of the list of deliveries', () => {
  test('says what the list shows, and is read back as the same', () => {
    const state = {
      search: 'order-1 & co',
      states: ['held', 'failed'],
      endpoint: '018f2b4c-7d3e-7a10-9c2b-3f5a6b7c8d9e',
      event: 'invoice.paid',
      code: '5xx',
      time: '24h',
      cursor: 'abc',
    } as const
    expect(readListState(Object.fromEntries(new URLSearchParams(listStateSearch(state))))).toEqual(state)
    expect(toBrowse(state, now)).toEqual({
      search: 'order-1 & co',
      states: ['held', 'failed'],
      endpointId: state.endpoint,
      eventType: 'invoice.paid',
      code: '5xx',
      from: '2026-02-17T10:00:00.000Z',
      cursor: 'abc',
    })
    expect(hasFilters(state)).toBe(true)
  })

  test('is plain for the list as it is at first', () => {
    expect(listStateSearch(plainState)).toBe('')
    expect(toBrowse(plainState, now)).toEqual({})
    expect(hasFilters({ ...plainState, cursor: 'abc' })).toBe(false)
  })

  test('leaves out what it does not understand', () => {
    const params = { state: 'held,lost', code: '6xx', time: 'toString', search: '  ', other: 'x' }
    expect(readListState(params)).toEqual({ ...plainState, states: ['held'] })
  })
})
