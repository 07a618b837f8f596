import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { guarded } from '../shared/transaction.ts'
import type { JobView } from './fields.ts'
import { findJobs } from './repo.ts'
import { jobView } from './view.ts'

export interface ListJobs {
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

/** The team's jobs, newest first. Throws `forbidden`, `invalid` for a bad cursor. */
export async function listJobs(ctx: Context, query: ListJobs): Promise<Page<JobView>> {
  authorize(ctx, 'endpoint:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor
    ? decodeCursor(query.cursor, ([id, ...rest]) => isUuid(String(id)) && rest.length === 0)
    : null
  const edge = cursor ? String(cursor.keys[0]) : undefined
  const back = cursor?.direction === 'previous'
  const rows = await guarded(() =>
    findJobs(ctx.teamId, back ? { afterId: edge } : { beforeId: edge }, limit + 1),
  )
  const page = toPage(rows, limit, cursor, (row) => [row.id])
  return { ...page, items: page.items.map(jobView) }
}
