import { expect, test } from 'vitest'
import { inSeenOrder, memberListSearch, readMemberList, toPageMembers } from './member-query.ts'

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

test.each([
  ['the order stays', 'a b c', 'a b c', 'a b c'],
  ['one whose role fell stays', 'b c a', 'a b c', 'a b c'],
  ['a new one stands behind whom the list has before it', 'a x b c', 'a b c', 'a x b c'],
  ['and where that one stands now', 'x c b a y', 'a b c', 'x a y b c'],
  ['one that is gone leaves no gap', 'c a', 'a b c', 'a c'],
  ['nothing was seen', 'b a', '', 'b a'],
])('%s', (_, ...lists) => {
  const [members = [], seen = [], shown] = lists.map((ids) => ids.split(' '))
  const member = (userId: string) => ({
    ...{ userId, name: userId, email: `${userId}@example.com`, role: 'viewer' as const },
    joinedAt: new Date(0),
  })
  expect(inSeenOrder(members.map(member), seen).map(({ userId }) => userId)).toEqual(shown)
})
