import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { type InboxView, inboxView } from './inbox.ts'
import { findInboxes } from './repo.ts'

/** The team's inboxes, oldest first; ten at most. Throws `forbidden`, `unavailable`. */
export async function listInboxes(ctx: Context): Promise<readonly InboxView[]> {
  authorize(ctx, 'delivery:read')
  return (await guarded(() => findInboxes(ctx.teamId))).map(inboxView)
}
