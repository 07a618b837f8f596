import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { type EditedSource, editValues, type SourceData } from './edit.ts'
import type { SourceRef } from './source.ts'
import { missingFields } from './values.ts'

/**
 * Replaces all values of a source: each required one has to be there, and those that are absent are cleared. A mask that
 * stands now keeps its value. Giving or clearing a secret one needs `source:configure` too.
 * Throws `forbidden`, `not_found`, `invalid` (paths `['data', name]`), `unavailable`.
 */
export async function replaceSource(ctx: Context, ref: SourceRef, data: SourceData): Promise<EditedSource> {
  authorize(ctx, 'source:update')
  return editValues(ctx, ref, data, {}, (wanted, current, toolkit) => {
    const absent = current.values
      .map((value) => value.name)
      .filter((name) => !wanted.set.has(name) && !wanted.kept.has(name))
    return {
      ...wanted,
      clear: new Set([...wanted.clear, ...absent]),
      issues: [...wanted.issues, ...missingFields(toolkit, wanted)],
    }
  })
}
