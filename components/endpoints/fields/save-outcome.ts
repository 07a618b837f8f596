import { type SaveResult, saveFailedText } from '#components/form/save-result.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { type EndpointField, fieldLabels } from '#lib/domain/endpoints/fields.ts'
import type { FieldConflict } from '#lib/domain/shared/errors.ts'
import { ActionError } from '#lib/queries/run-action.ts'

/** The value that was sent, and how the server's word for it reads as a draft. */
export interface Sent<T> {
  readonly field: EndpointField
  /** the key of a map */
  readonly key?: string | undefined
  readonly mine: T
  readonly toDraft: (current: unknown) => T
}

/** What a failed save means for its field. */
export function failedSave<T>(error: unknown, { field, key, mine, toDraft }: Sent<T>): SaveResult<T> {
  if (!(error instanceof ActionError)) return { ok: false, error: saveFailedText }
  if (error.code !== 'conflict' || error.conflicts.length === 0) {
    const issue = error.issues.find(({ path }) => path[0] === field) ?? error.issues[0]
    return { ok: false, error: issue?.message ?? error.message }
  }
  const version = Math.max(...error.conflicts.map((conflict) => conflict.version))
  const own = error.conflicts.find((conflict) => conflict.field === field && isSameKey(conflict, key))
  if (!own) return { ok: false, error: coupledText(error.conflicts), version }
  const theirs = toDraft(own.current)
  if (isSameContent(theirs, mine)) return { ok: true }
  return { ok: false, conflict: { theirs, by: own.author, version } }
}

/** Header names have no case. */
function isSameKey(conflict: FieldConflict, key: string | undefined): boolean {
  return conflict.key === undefined || conflict.key.toLowerCase() === key?.toLowerCase()
}

/** Lists of events have no order. */
function isSameContent(a: unknown, b: unknown): boolean {
  const comparable = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value)
  return comparable(a) === comparable(b)
}

/** Somebody changed another field that only fits together with this one. */
function coupledText(conflicts: readonly FieldConflict[]): string {
  const [first] = conflicts
  const label = first ? (fieldLabels[first.field as EndpointField] ?? 'Signing secret') : 'This endpoint'
  return `${first?.author ?? 'Somebody'} changed ${label} meanwhile. Look at it, then save again.`
}

/** Whether a change can be taken back as if it had not been: not where a secret was made, destroyed, or never written down. */
export function isUndoable(change: Pick<ChangeView, 'fields'>): boolean {
  return change.fields.every((step) => !step.redacted && step.field !== 'secret')
}
