import { authorize } from '../authz/authorize.ts'
import { type Role, roles } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { isStorable, searchText } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import type { Member } from './member.ts'
import { countByRole } from './repo.ts'
import { findMemberRows } from './repo-page.ts'

export interface PageMembers {
  /** in the name or the address, without regard to case */
  readonly search?: string | undefined
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

export interface MemberPage extends Page<Member> {
  /** of the whole team, whatever was searched for */
  readonly total: number
  /** what the rules of roles ask for */
  readonly owners: number
}

/** One page of the team's members, highest role first, then by name. Throws `forbidden`, `invalid` for a bad cursor. */
export async function pageMembers(ctx: Context, query: PageMembers): Promise<MemberPage> {
  authorize(ctx, 'member:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor ? decodeCursor(query.cursor, fitsMember) : null
  const [rows, counts] = await guarded(() =>
    Promise.all([
      findMemberRows({
        teamId: ctx.teamId,
        search: searchText(query.search),
        edge: cursor && {
          role: cursor.keys[0] as Role,
          name: String(cursor.keys[1]),
          userId: String(cursor.keys[2]),
        },
        back: cursor?.direction === 'previous',
        take: limit + 1,
      }),
      countByRole(ctx.teamId),
    ]),
  )
  const page = toPage(rows, limit, cursor, ({ role, name, userId }) => [role, name, userId])
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { ...page, total, owners: counts.get('owner') ?? 0 }
}

function fitsMember([role, name, userId, ...rest]: readonly (string | number)[]): boolean {
  return (
    roles.includes(role as Role) &&
    typeof name === 'string' &&
    isStorable(name) &&
    isUuid(String(userId)) &&
    rest.length === 0
  )
}
