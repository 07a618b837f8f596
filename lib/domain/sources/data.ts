import { can } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { setupField, toolkitOf } from '../toolkits/toolkits.ts'
import { findValues } from './repo.ts'
import { openValueDangerously } from './secret-values.ts'
import type { Source } from './source.ts'

/**
 * The values of a source as Composio's wire shows them: secret ones as masks, the others in clear; null before the first
 * is set (contract A5, A10). A guarded one is in clear for who holds `secret:reveal` alone, and masked for all others.
 */
export async function sourceData(ctx: Context, source: Source): Promise<Record<string, string> | null> {
  if (source.values.length === 0) return null
  const toolkit = toolkitOf(source.toolkit)
  const data = new Map(source.values.map((value) => [value.name, value.shown]))
  const names = can(ctx.actor, 'secret:reveal')
    ? source.values.map(({ name }) => name).filter((name) => setupField(toolkit, name)?.guarded)
    : []
  if (names.length > 0) {
    const rows = await guarded(() => findValues(undefined, ctx.teamId, source.id, names))
    for (const row of rows) data.set(row.name, openValueDangerously(row))
  }
  return Object.fromEntries(data)
}
