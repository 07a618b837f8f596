import type { Permission, Role } from '#lib/domain/authz/permissions.ts'

/** Who looks at the page: their id decides which row is their own, their role what they may do with the others. */
export interface Reader {
  readonly userId: string
  readonly role: Role
  readonly permissions: readonly Permission[]
}
