import { announce } from '../audit/record.ts'
import type { Role } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { requireSystem } from '../users/account-context.ts'
import { joinTeam } from './join-team.ts'

/**
 * Puts an account into a team without an invitation, at set-up. Throws `forbidden`, `not_found`, or
 * `already_exists`.
 */
export async function addMember(
  ctx: Context,
  input: { readonly userId: string; readonly role: Role },
): Promise<void> {
  requireSystem(ctx)
  const change = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    return joinTeam(ctx, tx, input)
  })
  announce(ctx, change)
}
