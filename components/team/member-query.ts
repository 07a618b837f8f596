import { firstParam, type SearchParams } from '#components/data-table/search-params.ts'
import type { Member } from '#lib/domain/members/member.ts'
import type { PageMembers } from '#lib/domain/members/page-members.ts'

/** Which members the page shows, as its address says it. */
export interface MemberListState {
  readonly search: string
  readonly cursor: string | undefined
}

const SEARCH_MAX_LENGTH = 200

/** Reads an address. */
export function readMemberList(params: SearchParams): MemberListState {
  return {
    search: (firstParam(params.search) ?? '').trim().slice(0, SEARCH_MAX_LENGTH),
    cursor: firstParam(params.cursor),
  }
}

/** The address of a list, with its question mark; empty for the list as it is at first. */
export function memberListSearch({ search, cursor }: MemberListState): string {
  const params = new URLSearchParams()
  if (search) params.set('search', search)
  if (cursor) params.set('cursor', cursor)
  const text = params.toString()
  return text && `?${text}`
}

/** The same list as the verb wants it; equal states give equal queries. */
export function toPageMembers({ search, cursor }: MemberListState): PageMembers {
  return { ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) }
}

/** Members in the order in which they were first seen; a new one stands where the list has it. */
export function inSeenOrder(members: readonly Member[], seen: readonly string[]): readonly Member[] {
  const places = new Map(seen.map((userId, at) => [userId, at]))
  let before = -1
  const placed = members.map((member) => {
    before = places.get(member.userId) ?? before
    return { member, at: before }
  })
  return placed.sort((a, b) => a.at - b.at).map(({ member }) => member)
}
