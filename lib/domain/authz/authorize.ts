import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { can, leastRole, type Permission } from './permissions.ts'

/** The first line of every verb. Throws `forbidden`, naming the role that would do. */
export function authorize(ctx: Context, permission: Permission): void {
  if (can(ctx.actor, permission)) return
  throw new DomainError('forbidden', `This needs the role ${leastRole(permission)} or above.`)
}
