import { composioAdapter } from './composio/adapter.ts'
import type { DialectAdapter } from './kit/adapter.ts'
import type { DialectName } from './profile.ts'
import { selfcommunityAdapter } from './selfcommunity/adapter.ts'
import { standardAdapter } from './standard/adapter.ts'
import { stornoAdapter } from './storno/adapter.ts'
import { vendazeAdapter } from './vendaze/adapter.ts'

export { profileOf, profiles } from './profile.ts'

/** One for each profile: a dialect that is missing here does not compile. */
const adapters: Readonly<Record<DialectName, DialectAdapter>> = {
  standard: standardAdapter,
  composio: composioAdapter,
  selfcommunity: selfcommunityAdapter,
  storno: stornoAdapter,
  vendaze: vendazeAdapter,
}

/** The profile, encoder and samples of a dialect, or undefined for an unknown name. */
export function adapterOf(dialect: string): DialectAdapter | undefined {
  return Object.hasOwn(adapters, dialect) ? adapters[dialect as DialectName] : undefined
}
