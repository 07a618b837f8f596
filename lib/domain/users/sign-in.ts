import { verifyNothing, verifyPassword } from '#lib/crypto/password.ts'
import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { SessionUser } from './load-session.ts'
import { PASSWORD_MAX_LENGTH } from './password-length.ts'
import { findUserByEmail } from './repo.ts'
import { emailSchema } from './schema.ts'
import { clearAttempts, takeAttempt } from './sign-in-limit.ts'

export interface SignIn {
  readonly email: string
  readonly password: string
  /** the client's address; null where none is known */
  readonly address: string | null
}

export interface SignedIn {
  readonly user: SessionUser
  readonly sessionVersion: number
}

/**
 * Checks a password. An unknown address and a wrong password take the same time and throw the same
 * `unauthenticated`; too many attempts for one account or from one address throw `rate_limited`, also for the right
 * password.
 */
export async function signIn({ email: typed, password, address }: SignIn): Promise<SignedIn> {
  const parsed = emailSchema.safeParse(typed)
  const email = parsed.success ? parsed.data : null
  await takeAttempt({ email, address })
  const user = email === null ? null : await guarded(() => findUserByEmail(email))
  // longer than any password can be: not worth hashing
  const candidate = password.slice(0, PASSWORD_MAX_LENGTH * 2)
  const right = user ? await verifyPassword(candidate, user.passwordHash) : await verifyNothing(candidate)
  if (!user || !right || candidate !== password)
    throw new DomainError('unauthenticated', 'The email or the password is not right.')
  await clearAttempts({ email: user.email, address })
  const { id, name, sessionVersion } = user
  return { user: { id, email: user.email, name }, sessionVersion }
}
