import { verifyPassword } from '#lib/crypto/password.ts'
import { invalid } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { findUserById } from './repo.ts'
import { knownPasswordSchema } from './schema.ts'
import { clearAttempts, takeAttempt } from './sign-in-limit.ts'

export interface ConfirmPassword {
  /** whose it has to be; null for a caller without a user, whose password nothing can be */
  readonly userId: string | null
  readonly password: string
}

/**
 * Asks somebody who is known already for their password once more. Throws `invalid` (`wrong_secret` at `password`), or
 * `rate_limited`: whoever holds a credential may guess no faster than at the sign-in page.
 */
export async function confirmPassword({ userId, password }: ConfirmPassword): Promise<void> {
  if (!knownPasswordSchema.safeParse(password).success) throw wrongPassword()
  const user = userId === null ? null : await guarded(() => findUserById(userId))
  if (!user) throw wrongPassword()
  await takeAttempt({ email: user.email, address: null })
  if (!(await verifyPassword(password, user.passwordHash))) throw wrongPassword()
  await clearAttempts({ email: user.email, address: null })
}

function wrongPassword() {
  return invalid([{ path: ['password'], code: 'wrong_secret', message: 'This is not your password.' }])
}
