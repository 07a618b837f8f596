import type { Role } from '../authz/permissions.ts'
import { client, type Tx } from '../shared/transaction.ts'
import type { Member } from './member.ts'

const columns = {
  userId: true,
  role: true,
  createdAt: true,
  user: { select: { name: true, email: true } },
} as const

interface Row {
  readonly userId: string
  readonly role: Role
  readonly createdAt: Date
  readonly user: { readonly name: string; readonly email: string }
}

function toMember({ userId, role, createdAt, user }: Row): Member {
  return { userId, name: user.name, email: user.email, role, joinedAt: createdAt }
}

export async function findMember(teamId: string, userId: string, tx?: Tx): Promise<Member | null> {
  const where = { teamId_userId: { teamId, userId } }
  const row = await client(tx).membership.findUnique({ where, select: columns })
  return row && toMember(row)
}

export async function findMemberByEmail(teamId: string, email: string, tx?: Tx): Promise<Member | null> {
  const row = await client(tx).membership.findFirst({ where: { teamId, user: { email } }, select: columns })
  return row && toMember(row)
}

/** Highest role first, then by name. */
export async function findMembers(teamId: string): Promise<Member[]> {
  const rows = await client().membership.findMany({
    where: { teamId },
    select: columns,
    orderBy: [{ role: 'asc' }, { user: { name: 'asc' } }, { userId: 'asc' }],
  })
  return rows.map(toMember)
}

/** How many hold each role; a role that nobody holds is absent. */
export async function countByRole(teamId: string): Promise<ReadonlyMap<Role, number>> {
  const rows = await client().membership.groupBy({ by: ['role'], where: { teamId }, _count: true })
  return new Map(rows.map(({ role, _count }) => [role, _count]))
}

export async function findMemberIdsByEmailSuffix(tx: Tx, teamId: string, suffix: string): Promise<string[]> {
  const rows = await client(tx).membership.findMany({
    where: { teamId, user: { email: { endsWith: suffix } } },
    select: { userId: true },
  })
  return rows.map((row) => row.userId)
}

export async function countOwners(tx: Tx, teamId: string): Promise<number> {
  return client(tx).membership.count({ where: { teamId, role: 'owner' } })
}

/** False when the user is a member already. */
export async function insertMembership(
  tx: Tx,
  row: { readonly teamId: string; readonly userId: string; readonly role: Role; readonly createdAt: Date },
): Promise<boolean> {
  const { count } = await client(tx).membership.createMany({ data: [row], skipDuplicates: true })
  return count === 1
}

export async function saveRole(tx: Tx, teamId: string, userId: string, role: Role): Promise<void> {
  await client(tx).membership.update({ where: { teamId_userId: { teamId, userId } }, data: { role } })
}

export async function deleteMembership(tx: Tx, teamId: string, userId: string): Promise<void> {
  await client(tx).membership.delete({ where: { teamId_userId: { teamId, userId } } })
}
