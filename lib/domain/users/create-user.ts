import { hashPassword } from '#lib/crypto/password.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction, type Tx, violatedUnique } from '../shared/transaction.ts'
import { type AccountContext, requireSystem } from './account-context.ts'
import type { SessionUser } from './load-session.ts'
import { insertUser } from './repo.ts'
import { newUserSchema, passwordFault } from './schema.ts'

export interface CreateUser {
  readonly email: string
  readonly name: string
  /** at least 12 characters, and not the email */
  readonly password: string
}

/**
 * Makes an account in no team, at set-up. People make theirs by accepting an invitation.
 * Throws `forbidden`, `invalid`, or `already_exists` when the address has an account.
 */
export async function createUser(ctx: AccountContext, input: CreateUser): Promise<SessionUser> {
  requireSystem(ctx)
  const prepared = await prepareUser(input)
  return inTransaction((tx) => insertPreparedUser(ctx, tx, prepared))
}

interface PreparedUser extends Omit<SessionUser, 'id'> {
  readonly passwordHash: string
}

/** Checks and hashes, before a transaction is opened: hashing is slow. Throws `invalid`. */
export async function prepareUser(input: CreateUser): Promise<PreparedUser> {
  const { email, name, password } = parse(newUserSchema, input)
  const fault = passwordFault(password, email)
  if (fault) throw invalid([{ path: ['password'], ...fault }])
  return { email, name, passwordHash: await hashPassword(password) }
}

/** Throws `already_exists`. */
export async function insertPreparedUser(
  ctx: Pick<AccountContext, 'clock'>,
  tx: Tx,
  { email, name, passwordHash }: PreparedUser,
): Promise<SessionUser> {
  const now = ctx.clock.now()
  const user = { id: uuidv7(now.getTime()), email, name }
  try {
    await insertUser(tx, { ...user, passwordHash, createdAt: now })
  } catch (error) {
    if (violatedUnique(error) === null) throw error
    throw new DomainError('already_exists', `${email} has an account already.`)
  }
  return user
}
