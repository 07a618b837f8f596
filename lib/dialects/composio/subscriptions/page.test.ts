import { describe, expect, test } from 'vitest'
import { failureOf } from '#lib/testing/failure.ts'
import { decodePage, encodeCursor } from './page.ts'

const read = (query: string, maxLimit = 1000) => decodePage(new URLSearchParams(query), maxLimit)
const refused = async (query: string, maxLimit = 1000) =>
  (await failureOf((async () => read(query, maxLimit))())).issues.map((issue) => issue.path)

describe('a page of a list', () => {
  test.each(['', 'limit=', 'limit=null', 'cursor=', 'cursor=null'])('%j is the first one', (query) => {
    expect(read(query)).toEqual({ page: 1, limit: 20 })
  })

  test('a cursor leads to its page, with the size that it was made for', () => {
    const cursor = encodeURIComponent(encodeCursor({ page: 3, limit: 7 }))
    expect(read(`cursor=${cursor}`)).toEqual({ page: 3, limit: 7 })
    expect(read(`cursor=${cursor}&limit=5`)).toEqual({ page: 3, limit: 7 })
  })

  test('the largest size is the version’s', async () => {
    expect(read('limit=1000')).toEqual({ page: 1, limit: 1000 })
    expect(read('limit=50', 50)).toEqual({ page: 1, limit: 50 })
    expect(await refused('limit=1001')).toEqual([['limit']])
    expect(await refused('limit=51', 50)).toEqual([['limit']])
    const cursor = encodeURIComponent(encodeCursor({ page: 1, limit: 51 }))
    expect(await refused(`cursor=${cursor}`, 50)).toEqual([['cursor']])
  })

  test.each(['0', '-1', '1.5', '1e2', 'ten', ' 5', '99999999999999999999'])(
    'limit %j is refused',
    async (limit) => {
      expect(await refused(`limit=${encodeURIComponent(limit)}`)).toEqual([['limit']])
    },
  )

  test.each(['x', '***', btoa('0:20'), btoa('1:0'), btoa('1'), btoa('1:20:3'), btoa('9999999:20')])(
    'cursor %j is refused',
    async (cursor) => {
      expect(await refused(`cursor=${encodeURIComponent(cursor)}`)).toEqual([['cursor']])
    },
  )
})
