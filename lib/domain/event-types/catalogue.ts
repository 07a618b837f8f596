import { authorize } from '../authz/authorize.ts'
import type { CatalogueEvent, DialectProfile } from '../endpoints/profile.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { operationalEvents } from './operational.ts'
import { findCatalogue } from './repo.ts'

/**
 * What can be newly subscribed to in a dialect: the dialect's published events, or the team's own that are not
 * archived, and what Patchbay tells of endpoints. Throws `forbidden`.
 */
export async function eventCatalogue(
  ctx: Context,
  profile: DialectProfile,
): Promise<readonly CatalogueEvent[]> {
  authorize(ctx, 'event-type:read')
  return catalogueOf(ctx, profile)
}

/** A test of membership in the catalogue, for verbs that have authorized already. */
export async function knownEventTypes(
  ctx: Context,
  profile: DialectProfile,
): Promise<(type: string) => boolean> {
  const names = new Set((await catalogueOf(ctx, profile)).map((event) => event.type))
  return (type) => names.has(type)
}

async function catalogueOf(ctx: Context, profile: DialectProfile): Promise<readonly CatalogueEvent[]> {
  if (profile.catalogue.kind === 'fixed') return profile.catalogue.events
  const rows = await guarded(() => findCatalogue(ctx.teamId))
  const own = rows.map(({ name, group, description }) => ({ type: name, group, description }))
  return [...own, ...operationalEvents]
}
