import type { ChangeAction } from '../audit/change.ts'
import type { FieldChange } from '../audit/diff.ts'
import { endpointFields } from './fields.ts'

interface Revertible {
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
}

/** The steps of a change that can be taken back: its redacted values and its keys' steps are not among them. */
export function revertibleSteps(change: Revertible): readonly FieldChange[] {
  if (change.action !== 'endpoint.updated') return []
  return change.fields.filter(
    (step) => !step.redacted && (endpointFields as readonly string[]).includes(step.field),
  )
}
