import type { ChangeRow } from '../audit/change.ts'
import { recordChange } from '../audit/record.ts'
import type { Role } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMember, insertMembership } from './repo.ts'

/**
 * Puts a user into the context's team, for verbs that checked that it is right: founding, accepting, set-up. The
 * caller announces the row. Throws `already_exists` for a member.
 */
export async function joinTeam(
  ctx: Context,
  tx: Tx,
  { userId, role }: { readonly userId: string; readonly role: Role },
): Promise<ChangeRow> {
  const added = await insertMembership(tx, { teamId: ctx.teamId, userId, role, createdAt: ctx.clock.now() })
  if (!added) throw new DomainError('already_exists', 'This account is in the team already.')
  const member = await findMember(ctx.teamId, userId, tx)
  if (!member) throw notFound('User')
  return recordChange(ctx, tx, {
    entity: { kind: 'member', id: userId, name: member.name },
    action: 'member.added',
    fields: [{ field: 'role', before: null, after: role }],
    version: null,
  })
}
