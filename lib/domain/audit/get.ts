import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { ChangeRow } from './change.ts'
import { findChange } from './repo.ts'

/** One change of the team's audit log. Throws `forbidden`, `not_found`. */
export async function getChange(ctx: Context, id: string): Promise<ChangeRow> {
  authorize(ctx, 'change:read')
  const change = isUuid(id) ? await guarded(() => findChange(ctx.teamId, id)) : null
  if (!change) throw notFound('Change')
  return change
}
