import { generatePassword, hashPassword } from '#lib/crypto/password.ts'
import { notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { type AccountContext, requireSystem } from './account-context.ts'
import { endSessions } from './end-sessions.ts'
import { announceAccountChange, recordAccountChange } from './record.ts'
import { findUserByEmail, lockUser, savePasswordHash } from './repo.ts'
import { emailSchema } from './schema.ts'
import { clearAttempts } from './sign-in-limit.ts'

/**
 * Gives an account a generated password, to be shown once, ends its sessions, and forgets failed sign-ins.
 * Throws `forbidden`, `invalid`, or `not_found`.
 */
export async function resetPassword(ctx: AccountContext, input: { readonly email: string }): Promise<string> {
  requireSystem(ctx)
  const email = parse(emailSchema, input.email)
  const password = generatePassword()
  const passwordHash = await hashPassword(password)
  const changes = await inTransaction(async (tx) => {
    const found = await findUserByEmail(email, tx)
    const user = found && (await lockUser(tx, found.id))
    if (!user) throw notFound('Account')
    await savePasswordHash(tx, user.id, passwordHash, ctx.clock.now())
    await endSessions(ctx, tx, user.id)
    return recordAccountChange(ctx, tx, user, 'user.password_reset')
  })
  await clearAttempts({ email, address: null })
  announceAccountChange(ctx, changes)
  return password
}
