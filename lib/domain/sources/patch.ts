import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { type EditedSource, type EditSource, editValues, type SourceData } from './edit.ts'
import type { SourceRef } from './source.ts'

/**
 * Merges values into a source's: those that are named change, the others stay, required or not (contract A6). Naming a
 * secret one needs `source:configure` too.
 * Throws `forbidden`, `not_found`, `invalid` (paths `['data', name]`), `conflict`, `unavailable`.
 */
export async function patchSource(
  ctx: Context,
  ref: SourceRef,
  data: SourceData,
  options: EditSource = {},
): Promise<EditedSource> {
  authorize(ctx, 'source:update')
  return editValues(ctx, ref, data, options, (wanted) => wanted)
}
