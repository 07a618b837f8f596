import { hashPassword, verifyPassword } from '#lib/crypto/password.ts'
import { invalid, notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import { type AccountContext, requireUser } from './account-context.ts'
import { endSessions } from './end-sessions.ts'
import { announceAccountChange, recordAccountChange } from './record.ts'
import { findUserById, lockUser, savePasswordHash } from './repo.ts'
import { changePasswordSchema, passwordFault } from './schema.ts'
import { clearAttempts, takeAttempt } from './sign-in-limit.ts'

export interface ChangePassword {
  readonly currentPassword: string
  /** at least 12 characters, and not the email */
  readonly newPassword: string
}

/**
 * Changes the actor's own password and ends all of their sessions; the answer is the version for a new one.
 * Throws `unauthenticated`, `invalid` (`wrong_secret` at `currentPassword`), or `rate_limited`: somebody at a
 * signed-in browser may guess no faster than at the sign-in page.
 */
export async function changePassword(ctx: AccountContext, input: ChangePassword): Promise<number> {
  const userId = requireUser(ctx)
  const { currentPassword, newPassword } = parse(changePasswordSchema, input)
  const user = await guarded(() => findUserById(userId))
  if (!user) throw notFound('User')
  const fault = passwordFault(newPassword, user.email)
  if (fault) throw invalid([{ path: ['newPassword'], ...fault }])
  await takeAttempt({ email: user.email, address: null })
  if (!(await verifyPassword(currentPassword, user.passwordHash))) throw wrongPassword()
  await clearAttempts({ email: user.email, address: null })
  const passwordHash = await hashPassword(newPassword)
  const { version, changes } = await inTransaction(async (tx) => {
    const now = await lockUser(tx, userId)
    // somebody else changed it meanwhile, so the one that was typed is not the current one any more
    if (now?.passwordHash !== user.passwordHash) throw wrongPassword()
    await savePasswordHash(tx, userId, passwordHash, ctx.clock.now())
    return {
      version: await endSessions(ctx, tx, userId),
      changes: await recordAccountChange(ctx, tx, user, 'user.password_changed'),
    }
  })
  announceAccountChange(ctx, changes)
  return version
}

function wrongPassword() {
  return invalid([
    { path: ['currentPassword'], code: 'wrong_secret', message: 'This is not your current password.' },
  ])
}
