import { authorize } from '../authz/authorize.ts'
import { can } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { setupField, toolkitOf } from '../toolkits/toolkits.ts'
import { getSource } from './get.ts'
import { findSealedSource, findValues, withoutBytes } from './repo.ts'
import { openValueDangerously, type ValueRow } from './secret-values.ts'
import type { Source, SourceRef } from './source.ts'

/** The values of a source by name, as Composio's wire shows them; null before the first is set (contract A5, A10). */
export type SourceData = Readonly<Record<string, string>> | null

/**
 * A source with its values: secret ones as masks, the others in clear. A guarded one is in clear for who holds
 * `secret:reveal` alone, and masked for all others. Throws `forbidden`, `not_found`.
 */
export async function getSourceWithData(
  ctx: Context,
  ref: SourceRef,
): Promise<{ readonly source: Source; readonly data: SourceData }> {
  authorize(ctx, 'source:read')
  if (!can(ctx.actor, 'secret:reveal')) {
    const source = await getSource(ctx, ref)
    return { source, data: shownData(source) }
  }
  const row = await guarded(() => findSealedSource(ctx.teamId, ref))
  if (!row) throw notFound('Source')
  const source = withoutBytes(row)
  const guardedNames = namesOfGuarded(source)
  return {
    source,
    data: openedData(
      source,
      row.rows.filter(({ name }) => guardedNames.includes(name)),
    ),
  }
}

/** The same of a source that was read, or written, already. */
export async function sourceData(ctx: Context, source: Source): Promise<SourceData> {
  const names = can(ctx.actor, 'secret:reveal') ? namesOfGuarded(source) : []
  if (names.length === 0) return shownData(source)
  return openedData(source, await guarded(() => findValues(undefined, ctx.teamId, source.id, names)))
}

function namesOfGuarded({ toolkit, values }: Source): string[] {
  const known = toolkitOf(toolkit)
  return values.map(({ name }) => name).filter((name) => setupField(known, name)?.guarded)
}

function shownData({ values }: Source): SourceData {
  if (values.length === 0) return null
  return Object.fromEntries(values.map(({ name, shown }) => [name, shown]))
}

function openedData(source: Source, guardedRows: readonly ValueRow[]): SourceData {
  const opened = guardedRows.map((row) => [row.name, openValueDangerously(row)])
  const data = shownData(source)
  return data && { ...data, ...Object.fromEntries(opened) }
}
