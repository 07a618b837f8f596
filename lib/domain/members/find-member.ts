import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { requireSystem } from '../users/account-context.ts'
import type { Member } from './member.ts'
import { findMemberByEmail, findMembers } from './repo.ts'

/**
 * The member with that address, or without one the owner who has been there longest, for the command line.
 * Throws `forbidden`, `not_found`.
 */
export async function findMemberForSystem(ctx: Context, email: string | null): Promise<Member> {
  requireSystem(ctx)
  const member =
    email === null
      ? firstOwner(await guarded(() => findMembers(ctx.teamId)))
      : await guarded(() => findMemberByEmail(ctx.teamId, email.trim().toLowerCase()))
  if (!member) throw notFound('Member')
  return member
}

function firstOwner(members: readonly Member[]): Member | undefined {
  return members
    .filter((member) => member.role === 'owner')
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime())[0]
}
