import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { clientAddressKey } from '#lib/domain/rate-limits/client-address.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { loadSession } from '#lib/domain/users/load-session.ts'
import { signIn } from '#lib/domain/users/sign-in.ts'
import {
  isSecureOrigin,
  SESSION_MAX_AGE_SECONDS,
  sessionCookieName,
  sessionCookieOptions,
  sessionSecret,
} from './token.ts'

/** What the sign-in page reads from next-auth's answer. */
export type SignInError = 'CredentialsSignin' | 'Unavailable' | `TooManyAttempts:${number}`

export interface AuthLog {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/** next-auth with credentials and sealed sessions that hold a user's id and session version, nothing else. */
export function authOptions(log: AuthLog): AuthOptions {
  const options = sessionCookieOptions()
  const host = isSecureOrigin() ? '__Host-' : ''
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_SECONDS },
    useSecureCookies: isSecureOrigin(),
    cookies: {
      sessionToken: { name: sessionCookieName(), options },
      csrfToken: { name: `${host}patchbay.csrf`, options },
      callbackUrl: { name: `${host}patchbay.callback`, options },
    },
    pages: { signIn: '/sign-in', signOut: '/account', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (input, request) => authorize(input, request.headers ?? {}, log),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, version: versionOf(user) } : token),
      session: async ({ session, token }) => {
        const claims = { userId: String(token.sub), sessionVersion: Number(token.version) }
        const loaded = await loadSession({ ...claims, teamSlug: null })
        return { expires: session.expires, ...(loaded ? { user: loaded.user } : {}) }
      },
    },
    logger: {
      // wrong passwords are everyday
      error: (code, metadata) => log.error({ code, err: metadata }, 'next-auth failed'),
      warn: (code) => log.warn({ code }, 'next-auth warns'),
      debug: () => {},
    },
  }
}

/** A refusal is thrown, and its message comes back as the `error` of the answer's URL. */
async function authorize(
  input: Record<'email' | 'password', string> | undefined,
  headers: Readonly<Record<string, unknown>>,
  log: AuthLog,
) {
  try {
    const { user, sessionVersion } = await signIn({
      email: String(input?.email ?? ''),
      password: String(input?.password ?? ''),
      address: clientAddressKey(headers['x-forwarded-for']),
    })
    return { ...user, sessionVersion }
  } catch (error) {
    if (isDomainError(error) && error.code === 'unauthenticated') return null
    if (isDomainError(error) && error.code === 'rate_limited')
      throw refusal(`TooManyAttempts:${Math.ceil((error.retryAfterMs ?? 0) / 60_000)}`)
    log.error({ err: error }, 'sign-in failed')
    throw refusal('Unavailable')
  }
}

function refusal(error: SignInError): Error {
  return new Error(error)
}

function versionOf(user: object): number {
  return 'sessionVersion' in user ? Number(user.sessionVersion) : 0
}
