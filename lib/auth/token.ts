import { decode, encode } from 'next-auth/jwt'
import { deriveKey } from '#lib/crypto/master-key.ts'
import { env } from '#lib/env.ts'
import { processSingleton } from '#lib/process-singleton.ts'

/** What a session's cookie carries, sealed. Everything else is read from the database at each request. */
export interface SessionClaims {
  readonly userId: string
  /** ended when the user's is higher */
  readonly sessionVersion: number
}

/** 30 days, in seconds. */
export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 60 * 60

/** The key that sessions are sealed with, the same in every process that has the master key. */
export function sessionSecret(): string {
  return processSingleton('session-secret', () => deriveKey('next-auth session').toString('base64'))
}

/** Browsers reach us by HTTPS: cookies are theirs alone, bound to this host. */
export function isSecureOrigin(): boolean {
  return env().PATCHBAY_URL.startsWith('https://')
}

/** The `__Host-` prefix makes browsers refuse the cookie from any other host or without TLS. */
export function sessionCookieName(): string {
  return `${isSecureOrigin() ? '__Host-' : ''}patchbay.session`
}

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecureOrigin() }
}

/** A new sealed session, for the cookie. */
export function sealSession(claims: SessionClaims): Promise<string> {
  return encode({
    token: { sub: claims.userId, version: claims.sessionVersion },
    secret: sessionSecret(),
    maxAge: SESSION_MAX_AGE_SECONDS,
  })
}

/** The claims of a sealed session, or null when it is absent, foreign, altered or expired. */
export async function openSession(sealed: string | null | undefined): Promise<SessionClaims | null> {
  if (!sealed) return null
  try {
    const token = await decode({ token: sealed, secret: sessionSecret() })
    if (typeof token?.sub !== 'string' || typeof token.version !== 'number') return null
    return { userId: token.sub, sessionVersion: token.version }
  } catch {
    return null
  }
}

/** Reads the session of a plain HTTP request, outside Next, from its Cookie header. */
export function readSessionCookie(cookieHeader: string | null | undefined): Promise<SessionClaims | null> {
  return openSession(cookieValue(cookieHeader ?? '', sessionCookieName()))
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
