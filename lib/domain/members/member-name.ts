import type { Context } from '../shared/context.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMember } from './repo.ts'

/** The name of a member of the context's team; null for everybody else. */
export async function findMemberName(
  ctx: Pick<Context, 'teamId'>,
  tx: Tx,
  userId: string,
): Promise<string | null> {
  return (await findMember(ctx.teamId, userId, tx))?.name ?? null
}
