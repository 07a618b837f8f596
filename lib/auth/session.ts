import { cookies } from 'next/headers'
import { cache } from 'react'
import { type LoadedSession, loadSession } from '#lib/domain/users/load-session.ts'
import {
  openSession,
  SESSION_MAX_AGE_SECONDS,
  type SessionClaims,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
} from './token.ts'

/**
 * Who is signed in, and their place in the team of that slug; one query a request. Null when nobody is, or when
 * the session was ended.
 */
export const currentSession = cache(async (teamSlug: string | null): Promise<LoadedSession | null> => {
  const claims = await openSession((await cookies()).get(sessionCookieName())?.value)
  return claims && loadSession({ ...claims, teamSlug })
})

/** Signs this browser in. Only in a server action or route handler. */
export async function startSession(claims: SessionClaims): Promise<void> {
  const options = { ...sessionCookieOptions(), maxAge: SESSION_MAX_AGE_SECONDS }
  ;(await cookies()).set(sessionCookieName(), await sealSession(claims), options)
}

/** Signs this browser out. Only in a server action or route handler. */
export async function dropSession(): Promise<void> {
  ;(await cookies()).set(sessionCookieName(), '', { ...sessionCookieOptions(), maxAge: 0 })
}
