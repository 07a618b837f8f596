import { notFound } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import type { SessionUser } from './load-session.ts'
import { findUserById } from './repo.ts'

/** The account of that id. Throws `not_found`. */
export async function findAccount(tx: Tx, userId: string): Promise<SessionUser> {
  const row = await findUserById(userId, tx)
  if (!row) throw notFound('User')
  const { id, email, name } = row
  return { id, email, name }
}
