import { composioApi } from './composio/api.ts'
import type { DialectApi } from './kit/http/dialect-api.ts'
import { sharedLimits } from './kit/http/door.ts'
import type { DialectName } from './profile.ts'
import { selfcommunityApi } from './selfcommunity/api.ts'
import { standardApi } from './standard/api.ts'
import { stornoApi } from './storno/api.ts'
import { vendazeApi } from './vendaze/api.ts'

/** The HTTP APIs of the dialects, one for each profile: the server mounts them, the documentation and the fuzzer are made from them. */
export const doors: Readonly<Record<DialectName, DialectApi>> = {
  standard: standardApi,
  composio: composioApi,
  selfcommunity: selfcommunityApi,
  storno: stornoApi,
  vendaze: vendazeApi,
}

/** The names of all limits for which an operator can set other rules. */
export const limitNames: readonly string[] = [
  ...Object.values(doors).flatMap(({ limits }) => Object.keys(limits)),
  ...Object.keys(sharedLimits),
]

/** The API of a dialect, or undefined for an unknown name. */
export function doorOf(dialect: string): DialectApi | undefined {
  return Object.hasOwn(doors, dialect) ? doors[dialect as DialectName] : undefined
}
