import { notFound } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import type { AccountContext } from './account-context.ts'
import { raiseSessionVersion } from './repo.ts'

/**
 * Ends every session of a user as of commit, and returns the version that new ones carry. For verbs that take
 * rights away or change a credential. Throws `not_found`.
 */
export async function endSessions(
  ctx: Pick<AccountContext, 'clock'>,
  tx: Tx,
  userId: string,
): Promise<number> {
  const version = await raiseSessionVersion(tx, userId, ctx.clock.now())
  if (version === null) throw notFound('User')
  return version
}
