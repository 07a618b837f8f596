import type { Context } from '../shared/context.ts'
import type { Tx } from '../shared/transaction.ts'
import { findMemberIdsByEmailSuffix } from './repo.ts'

/** `.test` is reserved: no such address can be anybody's. */
const DEMO_EMAIL_SUFFIX = '@demo.test'

/** Whether an account was made up for the demo. */
export function isDemoEmail(email: string): boolean {
  return email.endsWith(DEMO_EMAIL_SUFFIX)
}

/** The ids of the team's made-up members. */
export function findDemoMembers(ctx: Pick<Context, 'teamId'>, tx: Tx): Promise<string[]> {
  return findMemberIdsByEmailSuffix(tx, ctx.teamId, DEMO_EMAIL_SUFFIX)
}
