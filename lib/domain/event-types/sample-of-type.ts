import { authorize } from '../authz/authorize.ts'
import type { DialectProfile } from '../endpoints/profile.ts'
import type { JsonObject } from '../messages/message.ts'
import type { Context } from '../shared/context.ts'
import { isStorable } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import { findEventTypesNamed } from './repo.ts'
import { samplePayload } from './sample-payload.ts'

type Catalogued = Pick<DialectProfile, 'catalogue'>

/**
 * Made-up content of one of the team's own event types, as its JSON Schema has it; null for one without, for a name that
 * the catalogue does not have, and for dialects with a catalogue of their own. Throws `forbidden`, `unavailable`.
 */
export async function sampleOfType(
  ctx: Context,
  profile: Catalogued,
  name: string,
): Promise<JsonObject | null> {
  authorize(ctx, 'event-type:read')
  return sampleBySchema(ctx.teamId, profile, name)
}

/** The same for verbs that have a permission of their own. */
export async function sampleBySchema(
  teamId: string,
  { catalogue }: Catalogued,
  name: string,
): Promise<JsonObject | null> {
  // PostgreSQL text cannot hold NUL, and no name has one
  if (catalogue.kind !== 'team' || !isStorable(name)) return null
  const [type] = await guarded(() => findEventTypesNamed(teamId, [name]))
  return type && type.schema !== null ? samplePayload(type.schema) : null
}
