import { client, type Tx } from '../shared/transaction.ts'
import type { Team } from './team.ts'

const columns = { id: true, slug: true, name: true, isDemo: true, version: true } as const

/** False when the slug is taken; then the transaction goes on. */
export async function insertTeam(tx: Tx, team: Team, now: Date): Promise<boolean> {
  const { count } = await client(tx).team.createMany({
    data: [{ ...team, createdAt: now, updatedAt: now }],
    skipDuplicates: true,
  })
  return count === 1
}

/** Changes that touch the team's members wait for each other; edits of its endpoints do not wait. */
export async function lockTeamRow(tx: Tx, id: string): Promise<Team | null> {
  const rows = await client(tx).$queryRaw<Team[]>`
    SELECT id, slug, name, is_demo AS "isDemo", version FROM teams WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return rows[0] ?? null
}

export async function findTeam(id: string): Promise<Team | null> {
  return client().team.findUnique({ where: { id }, select: columns })
}

export async function findTeamBySlug(slug: string): Promise<Team | null> {
  return client().team.findUnique({ where: { slug }, select: columns })
}

export async function saveTeamName(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await client(tx).team.update({ where: { id }, data: { name, version: { increment: 1 }, updatedAt: now } })
}

/** With all that belongs to it. */
export async function deleteTeamRow(tx: Tx, id: string): Promise<void> {
  await client(tx).team.delete({ where: { id }, select: { id: true } })
}

export async function findTeamsOf(userId: string): Promise<Team[]> {
  return client().team.findMany({
    where: { memberships: { some: { userId } } },
    select: columns,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}
