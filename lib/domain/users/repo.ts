import type { Role } from '../authz/permissions.ts'
import { client, type Tx } from '../shared/transaction.ts'
import type { SessionTeam, SessionUser } from './load-session.ts'

/** A user with what signing in needs; it never leaves the verbs of this folder. */
export interface UserRow extends SessionUser {
  readonly passwordHash: string
  readonly sessionVersion: number
}

const userColumns = { id: true, email: true, name: true, passwordHash: true, sessionVersion: true } as const

export async function findUserByEmail(email: string, tx?: Tx): Promise<UserRow | null> {
  return client(tx).user.findUnique({ where: { email }, select: userColumns })
}

export async function findUserById(id: string, tx?: Tx): Promise<UserRow | null> {
  return client(tx).user.findUnique({ where: { id }, select: userColumns })
}

/** Locks the row until the transaction ends, so that two changes of one account follow each other. */
export async function lockUser(tx: Tx, id: string): Promise<UserRow | null> {
  const rows = await client(tx).$queryRaw<UserRow[]>`
    SELECT id, email, name, password_hash AS "passwordHash", session_version AS "sessionVersion"
    FROM users WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return rows[0] ?? null
}

export interface NewUserRow extends Omit<UserRow, 'sessionVersion'> {
  readonly createdAt: Date
}

/** Throws a unique violation when the address has an account. */
export async function insertUser(tx: Tx, row: NewUserRow): Promise<void> {
  await client(tx).user.create({ data: { ...row, updatedAt: row.createdAt } })
}

export async function saveUserName(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await client(tx).user.update({ where: { id }, data: { name, updatedAt: now } })
}

export async function savePasswordHash(tx: Tx, id: string, passwordHash: string, now: Date): Promise<void> {
  await client(tx).user.update({ where: { id }, data: { passwordHash, updatedAt: now } })
}

/** Raises the version that sessions must carry, and returns it. Null when the user is gone. */
export async function raiseSessionVersion(tx: Tx, id: string, now: Date): Promise<number | null> {
  const rows = await client(tx).user.updateManyAndReturn({
    where: { id },
    data: { sessionVersion: { increment: 1 }, updatedAt: now },
    select: { sessionVersion: true },
  })
  return rows[0]?.sessionVersion ?? null
}

export async function findTeamIdsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await client(tx).membership.findMany({
    where: { userId },
    select: { teamId: true },
    orderBy: { teamId: 'asc' },
  })
  return rows.map((row) => row.teamId)
}

/** Deletes those of the users who are in no team any more, and returns how many. */
export async function deleteTeamless(tx: Tx, userIds: readonly string[]): Promise<number> {
  const { count } = await client(tx).user.deleteMany({
    where: { id: { in: [...userIds] }, memberships: { none: {} } },
  })
  return count
}

interface SessionRow {
  readonly sessionVersion: number
  readonly user: SessionUser
  readonly membership: { readonly team: SessionTeam; readonly role: Role } | null
}

type RawSessionRow = SessionUser & { sessionVersion: number } & (
    | { role: Role; teamId: string; slug: string; teamName: string; isDemo: boolean; version: number }
    | { role: null }
  )

/** User, membership and team in one statement. */
export async function findSessionRow(userId: string, teamSlug: string | null): Promise<SessionRow | null> {
  const rows = await client().$queryRaw<RawSessionRow[]>`
    SELECT u.id, u.email, u.name, u.session_version AS "sessionVersion",
           t.id AS "teamId", t.slug, t.name AS "teamName", t.is_demo AS "isDemo", t.version, m.role
    FROM users u
    LEFT JOIN (memberships m JOIN teams t ON t.id = m.team_id AND t.slug = ${teamSlug}) ON m.user_id = u.id
    WHERE u.id = ${userId}::uuid`
  const row = rows[0]
  if (!row) return null
  const { id, email, name, sessionVersion } = row
  const membership =
    row.role === null
      ? null
      : {
          team: {
            id: row.teamId,
            slug: row.slug,
            name: row.teamName,
            isDemo: row.isDemo,
            version: row.version,
          },
          role: row.role,
        }
  return { sessionVersion, user: { id, email, name }, membership }
}
