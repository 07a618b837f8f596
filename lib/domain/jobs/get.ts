import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { JobView } from './fields.ts'
import { findJob } from './repo.ts'
import { jobView } from './view.ts'

/** A job and how far it is. Throws `forbidden`, `not_found`. */
export async function getJob(ctx: Context, id: string): Promise<JobView> {
  authorize(ctx, 'endpoint:read')
  const row = isUuid(id) ? await guarded(() => findJob(ctx.teamId, id)) : null
  if (!row) throw notFound('Job')
  return jobView(row)
}
