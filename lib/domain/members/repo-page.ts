import { Prisma } from '#lib/db/generated/client.ts'
import type { Role } from '../authz/permissions.ts'
import { client } from '../shared/transaction.ts'
import type { Member } from './member.ts'

/** Where a page begins or ends: the member whose sort keys these are is not on it. */
export interface MemberEdge {
  readonly role: Role
  readonly name: string
  readonly userId: string
}

export interface MemberFilter {
  readonly teamId: string
  /** in the name and in the address, without regard to case */
  readonly search: string | undefined
  readonly edge: MemberEdge | null
  /** walks back from the edge */
  readonly back: boolean
  readonly take: number
}

/** Highest role first, then by name; the other way round when walking back. */
export async function findMemberRows({ teamId, search, edge, back, take }: MemberFilter): Promise<Member[]> {
  const beyond = Prisma.raw(back ? '<' : '>')
  const direction = Prisma.raw(back ? 'DESC' : 'ASC')
  const pattern = search === undefined ? null : `%${search.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`
  return client().$queryRaw<Member[]>`
    SELECT m.user_id AS "userId", u.name, u.email, m.role, m.created_at AS "joinedAt"
    FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.team_id = ${teamId}::uuid
      ${pattern === null ? Prisma.empty : Prisma.sql`AND (u.name ILIKE ${pattern} OR u.email ILIKE ${pattern})`}
      ${
        edge === null
          ? Prisma.empty
          : Prisma.sql`AND (m.role, u.name, m.user_id) ${beyond} (${edge.role}::"Role", ${edge.name}, ${edge.userId}::uuid)`
      }
    ORDER BY m.role ${direction}, u.name ${direction}, m.user_id ${direction}
    LIMIT ${take}`
}
