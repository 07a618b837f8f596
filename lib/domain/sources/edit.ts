import type { ChangeRow } from '../audit/change.ts'
import type { FieldChange } from '../audit/diff.ts'
import { changesSince } from '../audit/list.ts'
import { announce, recordChange } from '../audit/record.ts'
import { REDACTED } from '../audit/redact.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid, notFound } from '../shared/errors.ts'
import { inTransaction, type Tx } from '../shared/transaction.ts'
import type { Toolkit } from '../toolkits/toolkit.ts'
import { setupField, toolkitOf } from '../toolkits/toolkits.ts'
import { findConflicts } from './conflicts.ts'
import { entityOf } from './entity.ts'
import { lockSource, type SourceRow, saveValues, withoutBytes } from './repo.ts'
import { openValueDangerously, sealValue, type ValueRow } from './secret-values.ts'
import { authorizeValues, isSensitiveName } from './sensitive.ts'
import type { Source, SourceRef } from './source.ts'
import { readValues, type WantedValues } from './values.ts'

/** Unparsed; a function is called with the source once it was found, so that a door can say `not_found` first. */
export type SourceData = unknown | ((current: Source) => unknown)

export interface EditedSource {
  readonly source: Source
  /** null when there was nothing to change */
  readonly change: ChangeRow | null
}

export interface EditSource {
  /** the version that the caller saw. Only a later change of the same value is a conflict */
  readonly seenVersion?: number | undefined
}

/**
 * The one way to change a source's values: lock it, judge, store what differs with its audit row, in one transaction, so
 * that concurrent edits of different values all survive. `complete` turns what was asked for into all that is wanted.
 */
export async function editValues(
  ctx: Context,
  ref: SourceRef,
  data: SourceData,
  options: EditSource,
  complete: (wanted: WantedValues, current: Source, toolkit: Toolkit) => WantedValues,
): Promise<EditedSource> {
  const edited = await inTransaction(async (tx): Promise<EditedSource> => {
    const row = await lockSource(tx, ctx.teamId, ref)
    if (!row) throw notFound('Source')
    const current = withoutBytes(row)
    const toolkit = toolkitOf(row.toolkit)
    const asked = typeof data === 'function' ? data(current) : data
    const shown = new Map(current.values.map((value) => [value.name, value.shown]))
    const wanted = complete(readValues(toolkit, asked, shown), current, toolkit)
    if (wanted.issues.length > 0) throw invalid(wanted.issues)

    const names = [...wanted.set.keys(), ...wanted.clear]
    // before anything is compared: who may not configure must not find out by trying what a value is
    authorizeValues(ctx, toolkit, names)
    await refuseConflicts(ctx, tx, current, names, options.seenVersion)
    const now = ctx.clock.now()
    const { set, clear, fields } = steps(row, toolkit, wanted, now)
    if (fields.length === 0) return { source: current, change: null }

    const version = row.version + 1
    await saveValues(tx, row, version, now, set, clear)
    const change = await recordChange(ctx, tx, {
      entity: entityOf(row),
      action: 'source.updated',
      fields,
      version,
    })
    const changed = new Set([...clear, ...set.map((value) => value.name)])
    const rows = [...row.rows.filter((value) => !changed.has(value.name)), ...set]
    return { source: withoutBytes({ ...row, version, updatedAt: now, rows }), change }
  })
  if (edited.change) announce(ctx, edited.change)
  return edited
}

/** What is to be written, and how the audit log tells of it: masks and secrets never reach it. */
function steps(row: SourceRow, toolkit: Toolkit, wanted: WantedValues, now: Date) {
  const stored = new Map(row.rows.map((value) => [value.name, value]))
  const set: ValueRow[] = []
  const clear: string[] = []
  const fields: FieldChange[] = []
  for (const [name, field] of Object.entries(toolkit.setupFields)) {
    const before = stored.get(name)
    const value = wanted.set.get(name)
    if (value !== undefined && !(before && openValueDangerously(before) === value))
      set.push(sealValue(row.id, name, field, value, now))
    else if (wanted.clear.has(name) && before) clear.push(name)
    else continue
    fields.push(step(toolkit, name, before?.mask ?? null, value ?? null))
  }
  return { set, clear, fields }
}

/** One value's step; of a sensitive one it says only whether there was one. */
export function step(
  toolkit: Toolkit,
  name: string,
  before: string | null,
  after: string | null,
): FieldChange {
  if (!isSensitiveName(toolkit, name)) return { field: 'data', key: name, before, after }
  const hidden = (value: string | null) => (value === null ? null : REDACTED)
  return { field: 'data', key: name, before: hidden(before), after: hidden(after), redacted: true }
}

async function refuseConflicts(
  ctx: Context,
  tx: Tx,
  current: Source,
  names: readonly string[],
  seenVersion: number | undefined,
): Promise<void> {
  if (seenVersion === undefined || seenVersion === current.version) return
  if (seenVersion > current.version)
    throw invalid([{ path: ['version'], code: 'bad_format', message: 'This version does not exist yet.' }])
  const later = await changesSince(ctx, { kind: 'source', id: current.id }, seenVersion, tx)
  const conflicts = findConflicts(names, current, later)
  const [first] = conflicts
  if (!first) return
  const label = setupField(toolkitOf(current.toolkit), first.key ?? '')?.displayName ?? first.key
  throw new DomainError('conflict', `${first.author} changed ${label} meanwhile.`, { conflicts })
}
