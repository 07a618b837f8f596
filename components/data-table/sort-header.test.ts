import { describe, expect, it } from 'vitest'
import { ariaSort, nextSort } from './sort-header.tsx'

describe('sorting by a column', () => {
  it('starts ascending, and turns round with each further press', () => {
    const first = nextSort(undefined, 'name')
    expect(first).toEqual({ key: 'name', direction: 'asc' })
    expect(nextSort(first, 'name')).toEqual({ key: 'name', direction: 'desc' })
    expect(nextSort({ key: 'name', direction: 'desc' }, 'name')).toEqual({ key: 'name', direction: 'asc' })
  })

  it('starts anew on another column', () => {
    expect(nextSort({ key: 'name', direction: 'desc' }, 'events')).toEqual({
      key: 'events',
      direction: 'asc',
    })
  })

  it('is said on the sorted column alone', () => {
    expect(ariaSort({ key: 'name', direction: 'desc' }, 'name')).toBe('descending')
    expect(ariaSort({ key: 'name', direction: 'desc' }, 'events')).toBeUndefined()
    expect(ariaSort(undefined, undefined)).toBeUndefined()
  })
})
