import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { deleteInbox } from './repo.ts'
import { tellInspector } from './tell.ts'

/** Ends an inbox's address; its requests go with it. Throws `forbidden`, `not_found`, `unavailable`. */
export async function closeInbox(ctx: Context, id: string): Promise<void> {
  authorize(ctx, 'endpoint:test')
  if (!isUuid(id) || !(await guarded(() => deleteInbox(ctx.teamId, id)))) throw notFound('Inbox')
  tellInspector(ctx.notify, ctx.teamId, id)
}
