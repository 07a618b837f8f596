import type { Context } from '../shared/context.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMemberIdsByEmailSuffix } from './repo.ts'

/** `.test` is reserved: no such address can be anybody's. */
const DEMO_EMAIL_SUFFIX = '@demo.test'

/** The ids of the team's made-up members. */
export function findDemoMembers(ctx: Pick<Context, 'teamId'>, tx: Tx): Promise<string[]> {
  return findMemberIdsByEmailSuffix(tx, ctx.teamId, DEMO_EMAIL_SUFFIX)
}
