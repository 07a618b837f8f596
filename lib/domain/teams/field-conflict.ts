import { listChanges } from '../audit/list.ts'
import type { Context } from '../shared/context.ts'
import type { FieldConflict } from '../shared/errors.ts'

/** The last change of a team's field after the version that somebody saw, or null. `current` is the value that stands. */
export async function fieldConflict(
  ctx: Context,
  {
    field,
    version,
    current,
  }: { readonly field: string; readonly version: number; readonly current: unknown },
): Promise<FieldConflict | null> {
  const { items } = await listChanges(ctx, { entity: { kind: 'team', id: ctx.teamId }, limit: 100 })
  const later = items.find(
    (row) => row.version !== null && row.version > version && row.fields.some((step) => step.field === field),
  )
  if (!later || later.version === null) return null
  return {
    field,
    author: later.actorLabel,
    changedAt: later.createdAt.toISOString(),
    version: later.version,
    current,
  }
}
