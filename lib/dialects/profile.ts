import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { composioProfile } from './composio/profile.ts'
import { selfcommunityProfile } from './selfcommunity/profile.ts'
import { standardProfile } from './standard/profile.ts'
import { stornoProfile } from './storno/profile.ts'
import { vendazeProfile } from './vendaze/profile.ts'

/** In display order. Rules only, for the browser as well: encoders and samples come with the registry. */
const byName = {
  standard: standardProfile,
  composio: composioProfile,
  selfcommunity: selfcommunityProfile,
  storno: stornoProfile,
  vendaze: vendazeProfile,
} as const satisfies Readonly<Record<string, DialectProfile>>

export type DialectName = keyof typeof byName

/** All profiles, in display order. */
export const profiles: readonly DialectProfile[] = Object.values(byName)

/** The profile of a dialect, or undefined for an unknown name. */
export function profileOf(dialect: string): DialectProfile | undefined {
  return Object.hasOwn(byName, dialect) ? byName[dialect as DialectName] : undefined
}

/** The names that an event can have, by dialect; `own` are those of the team's catalogue. */
export function eventNames(own: readonly string[]) {
  return profiles.map(({ dialect, label, catalogue }) => ({
    dialect,
    label,
    names: catalogue.kind === 'fixed' ? catalogue.events.map(({ type }) => type) : own,
  }))
}
