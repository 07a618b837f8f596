import { describe, expect, it } from 'vitest'
import { idsBetween, withIds } from './use-selection.ts'

describe('selecting rows', () => {
  it('keeps what is selected on other pages', () => {
    expect([...withIds(new Set(['other', 'a']), ['a', 'b'], false)]).toEqual(['other'])
    expect([...withIds(new Set(['other']), ['a', 'b'], true)]).toEqual(['other', 'a', 'b'])
  })

  it('takes a range in either direction, both ends included', () => {
    const page = ['a', 'b', 'c', 'd']
    expect(idsBetween(page, 'b', 'd')).toEqual(['b', 'c', 'd'])
    expect(idsBetween(page, 'd', 'b')).toEqual(['b', 'c', 'd'])
  })

  it('takes the row alone when the last one is not on this page', () => {
    expect(idsBetween(['a', 'b'], 'gone', 'b')).toEqual(['b'])
    expect(idsBetween(['a', 'b'], undefined, 'a')).toEqual(['a'])
  })
})
