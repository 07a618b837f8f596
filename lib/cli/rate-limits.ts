import { EnvError } from '#lib/env.ts'

/**
 * A misspelt name would leave the limit as it is, and nobody would know.
 * @throws EnvError when PATCHBAY_RATE_LIMITS sets a limit that there is not
 */
export function refuseUnknownLimits(set: Iterable<string>, known: readonly string[]): void {
  const unknown = [...set].filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new EnvError([
    `PATCHBAY_RATE_LIMITS names limits that there are not: ${unknown.join(', ')}. There are ${known.join(', ')}.`,
  ])
}
