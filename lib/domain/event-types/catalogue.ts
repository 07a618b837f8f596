import type { CatalogueEvent, DialectProfile } from '../endpoints/profile.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { findEventTypes } from './repo.ts'

/**
 * What can be newly subscribed to in a dialect: the dialect's published events, or the team's own that are not
 * archived.
 */
export async function eventCatalogue(
  ctx: Context,
  profile: DialectProfile,
): Promise<readonly CatalogueEvent[]> {
  if (profile.catalogue.kind === 'fixed') return profile.catalogue.events
  const rows = await guarded(() => findEventTypes(ctx.teamId, { archived: false }))
  return rows.map((row) => ({ type: row.name, group: row.group, description: row.description }))
}

/** A test of membership in `eventCatalogue`. */
export async function knownEventTypes(
  ctx: Context,
  profile: DialectProfile,
): Promise<(type: string) => boolean> {
  const names = new Set((await eventCatalogue(ctx, profile)).map((event) => event.type))
  return (type) => names.has(type)
}
