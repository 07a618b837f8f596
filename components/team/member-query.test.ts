import { expect, test } from 'vitest'
import { memberListSearch, readMemberList, toPageMembers } from './member-query.ts'

test.each([
  ['', {}],
  ['?search=ada', { search: 'ada' }],
  ['?cursor=abc', { cursor: 'abc' }],
  ['?search=a%26b+c&cursor=abc', { search: 'a&b c', cursor: 'abc' }],
])('the address «%s» is read, asked for, and written again', (address, query) => {
  const state = readMemberList(Object.fromEntries(new URLSearchParams(address)))
  expect(toPageMembers(state)).toEqual(query)
  expect(memberListSearch(state)).toBe(address)
})

test('a search is trimmed and cut, an empty one is none', () => {
  expect(readMemberList({ search: '  ada ' }).search).toBe('ada')
  expect(readMemberList({ search: 'a'.repeat(300) }).search).toHaveLength(200)
  expect(toPageMembers(readMemberList({ search: ' ', cursor: '' }))).toEqual({})
})
