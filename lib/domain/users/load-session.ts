import type { Role } from '../authz/permissions.ts'
import { isStorable } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import { findSessionRow } from './repo.ts'

export interface SessionUser {
  readonly id: string
  /** lower case */
  readonly email: string
  readonly name: string
}

export interface SessionTeam {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly isDemo: boolean
  readonly version: number
}

/** Who asks, and where. `membership` is null without a slug, for an unknown team, and for a team of others. */
export interface LoadedSession {
  readonly user: SessionUser
  readonly membership: { readonly team: SessionTeam; readonly role: Role } | null
}

export interface LoadSession {
  readonly userId: string
  readonly sessionVersion: number
  readonly teamSlug: string | null
}

/**
 * Reads user, membership and team in one query. Null when the user is gone or the session was ended: each role or
 * password change raises the version that a session must carry.
 */
export async function loadSession(query: LoadSession): Promise<LoadedSession | null> {
  const slug = query.teamSlug !== null && isStorable(query.teamSlug) ? query.teamSlug : null
  const row = await guarded(() => findSessionRow(query.userId, slug))
  if (!row || row.sessionVersion !== query.sessionVersion) return null
  return { user: row.user, membership: row.membership }
}
