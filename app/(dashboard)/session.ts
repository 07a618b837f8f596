import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { type AccountSession, accountSession, type TeamSession, teamSession } from '#lib/actions/context.ts'
import { signInPath } from '#lib/auth/safe-path.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'

/** For pages and layouts of a team: who reads, in which role. Leads to sign-in, or to «not found» for a team of others. */
export function teamPage(slug: string): Promise<TeamSession> {
  return orElsewhere(teamSession(slug), `/${slug}`)
}

/** For pages outside a team, at `path`. Leads to sign-in. */
export function accountPage(path: string): Promise<AccountSession> {
  return orElsewhere(accountSession(), path)
}

async function orElsewhere<T>(session: Promise<T>, fallback: string): Promise<T> {
  try {
    return await session
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (error.code === 'not_found') notFound()
    if (error.code === 'unauthenticated') redirect(signInPath((await headers()).get('x-path') ?? fallback))
    throw error
  }
}
