import type { Permission, Role } from '#lib/domain/authz/permissions.ts'

/** Who looks at the keys, and of which team. */
export interface KeyReader {
  /** the team's slug */
  readonly team: string
  readonly teamId: string
  readonly userId: string
  readonly role: Role
  readonly permissions: readonly Permission[]
}
