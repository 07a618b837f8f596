import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMember } from './repo.ts'

/**
 * Reads the actor's role again under the team's lock, so that whoever lost a role a moment ago does not manage others
 * with it. Throws `forbidden` when it is not the one that the request began with.
 */
export async function requireCurrentRole(ctx: Context, tx: Tx): Promise<void> {
  if (ctx.actor.kind !== 'user' || ctx.actor.id === null) return
  const member = await findMember(ctx.teamId, ctx.actor.id, tx)
  if (member?.role !== ctx.actor.role)
    throw new DomainError('forbidden', 'Your role has changed. Reload the page.')
}
