import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { findSource } from './repo.ts'
import type { Source, SourceRef } from './source.ts'

/** One source with what may be shown of its values. Throws `forbidden`, `not_found`. */
export async function getSource(ctx: Context, ref: SourceRef): Promise<Source> {
  authorize(ctx, 'source:read')
  const source = await guarded(() => findSource(ctx.teamId, ref))
  if (!source) throw notFound('Source')
  return source
}
