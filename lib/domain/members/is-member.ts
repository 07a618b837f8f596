import type { Context } from '../shared/context.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMemberByEmail } from './repo.ts'

/** Whether the account of that address (lower case) is in the context's team. */
export async function isMember(ctx: Pick<Context, 'teamId'>, tx: Tx, email: string): Promise<boolean> {
  return (await findMemberByEmail(ctx.teamId, email, tx)) !== null
}
