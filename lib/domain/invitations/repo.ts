import type { Role } from '../authz/permissions.ts'
import { client, type Tx } from '../shared/transaction.ts'
import type { Invitation } from './invitation.ts'

export interface InvitationRow extends Invitation {
  readonly team: { readonly id: string; readonly slug: string; readonly name: string }
  readonly acceptedAt: Date | null
  readonly revokedAt: Date | null
}

const columns = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
  invitedBy: { select: { name: true } },
  team: { select: { id: true, slug: true, name: true } },
} as const

function toRow<T extends { invitedBy: { name: string } | null }>(row: T) {
  return { ...row, invitedBy: row.invitedBy?.name ?? null }
}

export async function findInvitationById(tx: Tx, id: string): Promise<InvitationRow | null> {
  const row = await client(tx).invitation.findUnique({ where: { id }, select: columns })
  return row && toRow(row)
}

export async function findInvitationByHash(
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<InvitationRow | null> {
  const row = await client().invitation.findUnique({ where: { tokenHash }, select: columns })
  return row && toRow(row)
}

/** Those that wait for an answer or ran out of time, newest first. */
export async function findUnanswered(teamId: string): Promise<InvitationRow[]> {
  const rows = await client().invitation.findMany({
    where: { teamId, acceptedAt: null, revokedAt: null },
    select: columns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(toRow)
}

export interface NewInvitationRow {
  readonly id: string
  readonly teamId: string
  readonly email: string
  readonly role: Role
  readonly tokenHash: Uint8Array<ArrayBuffer>
  readonly invitedById: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertInvitation(tx: Tx, row: NewInvitationRow): Promise<void> {
  await client(tx).invitation.create({ data: row, select: { id: true } })
}

/** The revoked row, or null when it is answered already, or not the team's. */
export async function markRevoked(tx: Tx, teamId: string, id: string, now: Date) {
  return first(
    await client(tx).invitation.updateManyAndReturn({
      where: { id, teamId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
      select: { id: true, email: true, role: true },
    }),
  )
}

/** Revokes what is open for that address, so that a new one takes its place. */
export async function markReplaced(tx: Tx, teamId: string, email: string, now: Date): Promise<number> {
  const { count } = await client(tx).invitation.updateMany({
    where: { teamId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  return count
}

/** One statement that only one of two accepters wins. False: answered, revoked or expired meanwhile. */
export async function markAccepted(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  })
  return count === 1
}

function first<T>(rows: readonly T[]): T | null {
  return rows[0] ?? null
}
