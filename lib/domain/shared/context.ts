import type { Permission, Role } from '../authz/permissions.ts'
import type { DialectProfile } from '../endpoints/profile.ts'
import type { Clock } from './clock.ts'

/** Who acts. A user acts with a role; a key or an app with the permissions it was given. */
export interface Actor {
  readonly kind: 'user' | 'api_key' | 'oauth_app' | 'system'
  /** null for the system */
  readonly id: string | null
  /** the name that the audit log keeps */
  readonly label: string
  readonly role: Role | null
  readonly permissions: ReadonlySet<Permission>
}

/** Told to other browsers and processes once a change is committed. Never carries a value. */
export interface LiveEvent {
  readonly teamId: string
  readonly entity: string
  readonly entityId: string
  readonly action: string
  readonly fields: readonly string[]
  readonly version: number | null
  readonly actorId: string | null
  readonly actorLabel: string
}

/** All that a verb may know of the outside: tenant, actor, time, dialects, and whom to tell. */
export interface Context {
  readonly teamId: string
  readonly actor: Actor
  readonly requestId: string | null
  readonly clock: Clock
  /** the profile of a dialect, or undefined for an unknown name */
  readonly profile: (dialect: string) => DialectProfile | undefined
  /** called after commit; must not throw */
  readonly notify: (event: LiveEvent) => void
}
