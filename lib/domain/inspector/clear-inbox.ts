import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { findInbox } from './repo.ts'
import { deleteRequests } from './repo-requests.ts'
import { tellInspector } from './tell.ts'

/** Takes all requests of an inbox away; its address stays. Answers how many. Throws `forbidden`, `not_found`, `unavailable`. */
export async function clearInbox(ctx: Context, id: string): Promise<number> {
  authorize(ctx, 'endpoint:test')
  const count = await guarded(async () => {
    if (!isUuid(id) || !(await findInbox(ctx.teamId, id))) throw notFound('Inbox')
    return deleteRequests(ctx.teamId, id)
  })
  tellInspector(ctx.notify, ctx.teamId, id)
  return count
}
