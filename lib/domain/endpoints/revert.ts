import type { ChangeRow } from '../audit/change.ts'
import type { FieldChange } from '../audit/diff.ts'
import { getChange } from '../audit/get.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, type FieldConflict, notFound } from '../shared/errors.ts'
import { type EndpointField, fieldLabels } from './fields.ts'
import { getEndpoint } from './get.ts'
import { revertibleSteps } from './revertible.ts'
import { type UpdatedEndpoint, updateEndpoint } from './update.ts'
import { viewOfField } from './view.ts'

export interface RevertChange {
  readonly changeId: string
  /** one step of it; absent reverts the whole change */
  readonly field?: string | undefined
  /** with `field`: one key of a map */
  readonly key?: string | undefined
}

/**
 * Takes a change of an endpoint back, by a change of its own: each reverted field gets the value from before, provided
 * that it still has the value which that change gave it.
 * Throws `forbidden`, `not_found`, `wrong_state` (nothing here can be taken back), `conflict` (changed since).
 */
export async function revertChange(ctx: Context, input: RevertChange): Promise<UpdatedEndpoint> {
  authorize(ctx, 'change:revert')
  const change = await getChange(ctx, input.changeId)
  if (change.entityKind !== 'endpoint' || change.action !== 'endpoint.updated')
    throw new DomainError('wrong_state', 'Only changes of an endpoint’s fields can be reverted.')
  const steps = revertibleSteps(change).filter(
    (step) =>
      (input.field === undefined || step.field === input.field) &&
      (input.key === undefined || step.key === input.key),
  )
  if (input.field !== undefined && !change.fields.some((step) => step.field === input.field))
    throw notFound('Change')
  if (steps.length === 0)
    throw new DomainError(
      'wrong_state',
      'This value was never written down, so it cannot come back. Set it anew.',
    )
  const endpoint = await getEndpoint(ctx, change.entityId)

  const conflicts: FieldConflict[] = []
  const patch: Record<string, unknown> = {}
  for (const step of steps) {
    const field = step.field as EndpointField
    const current = viewOfField(endpoint, field, step.key)
    if (JSON.stringify(current) !== JSON.stringify(step.after))
      conflicts.push(conflictOf(step, change, endpoint.version, current))
    if (step.key === undefined) patch[field] = step.before
    else patch[field] = { ...(patch[field] as object | undefined), [step.key]: step.before }
  }
  if (conflicts.length > 0) {
    const label = fieldLabels[conflicts[0]?.field as EndpointField]
    throw new DomainError('conflict', `${label} was changed again since. Edit it instead.`, { conflicts })
  }
  return updateEndpoint(ctx, { id: endpoint.id, patch, seenVersion: endpoint.version, revertsId: change.id })
}

function conflictOf(step: FieldChange, change: ChangeRow, version: number, current: unknown): FieldConflict {
  return {
    field: step.field,
    ...(step.key === undefined ? {} : { key: step.key }),
    author: change.actorLabel,
    changedAt: change.createdAt.toISOString(),
    version,
    current,
  }
}
