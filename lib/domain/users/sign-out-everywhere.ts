import { notFound } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { type AccountContext, requireUser } from './account-context.ts'
import { endSessions } from './end-sessions.ts'
import { announceAccountChange, recordAccountChange } from './record.ts'
import { lockUser } from './repo.ts'

/** Ends all of the actor's sessions, this one too. Throws `unauthenticated`. */
export async function signOutEverywhere(ctx: AccountContext): Promise<void> {
  const userId = requireUser(ctx)
  const changes = await inTransaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user) throw notFound('User')
    await endSessions(ctx, tx, userId)
    return recordAccountChange(ctx, tx, user, 'user.sessions_ended')
  })
  announceAccountChange(ctx, changes)
}
