import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { Member } from './member.ts'
import { findMembers } from './repo.ts'

/** All members of the actor's team, highest role first, then by name. Throws `forbidden`. */
export async function listMembers(ctx: Context): Promise<Member[]> {
  authorize(ctx, 'member:read')
  return guarded(() => findMembers(ctx.teamId))
}
