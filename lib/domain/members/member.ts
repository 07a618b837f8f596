import type { Role } from '../authz/permissions.ts'

/** An account in a team. */
export interface Member {
  readonly userId: string
  readonly name: string
  /** lower case */
  readonly email: string
  readonly role: Role
  readonly joinedAt: Date
}
