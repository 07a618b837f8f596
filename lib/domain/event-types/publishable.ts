import type { DialectProfile } from '../endpoints/profile.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, type Issue } from '../shared/errors.ts'
import { isStorable } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import type { Effort } from './effort.ts'
import { payloadJudge } from './payload-schema.ts'
import { findEventTypesNamed } from './repo.ts'

/** What is wrong with a payload, or nothing. Paths begin with `payload`; the effort is the call's. */
export type PayloadJudge = (payload: unknown, effort: Effort) => readonly Issue[]

const anything: PayloadJudge = () => []

/**
 * Those of the names that can be published, each with the judge of its payloads; for verbs that have authorized already.
 * Throws `wrong_state` where a JSON Schema cannot be used.
 */
export async function publishableTypes(
  ctx: Context,
  profile: DialectProfile,
  names: readonly string[],
): Promise<ReadonlyMap<string, PayloadJudge>> {
  if (profile.catalogue.kind === 'fixed') {
    const wanted = new Set(names)
    return new Map(
      profile.catalogue.events
        .filter(({ type }) => wanted.has(type))
        .map(({ type }) => [type, anything] as const),
    )
  }
  // PostgreSQL text cannot hold NUL, and no name has one
  const possible = names.filter(isStorable)
  const rows = await guarded(() => findEventTypesNamed(ctx.teamId, possible))
  return new Map(
    rows.map(({ name, schema }) => {
      if (schema === null) return [name, anything] as const
      const judge = payloadJudge(schema)
      if (typeof judge === 'string')
        throw new DomainError('wrong_state', `The JSON Schema of ${name} cannot be used: ${judge}`)
      return [name, judge] as const
    }),
  )
}
