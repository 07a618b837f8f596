import { changesSince } from '../audit/list.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { allConflicts } from './conflicts.ts'
import type { Endpoint } from './fields.ts'

/**
 * The strict precondition: the endpoint stands at one of these versions. Throws `conflict`, with every field that was
 * changed since the latest of them, and by whom.
 */
export async function refuseOtherVersion(
  ctx: Context,
  current: Endpoint,
  versions: readonly number[],
): Promise<void> {
  if (versions.includes(current.version)) return
  const seen = Math.max(...versions.filter((version) => version < current.version))
  const later = Number.isFinite(seen)
    ? await changesSince(ctx, { kind: 'endpoint', id: current.id }, seen)
    : []
  const conflicts = allConflicts(current, later)
  const who = conflicts.at(-1)?.author
  throw new DomainError(
    'conflict',
    who === undefined
      ? `The endpoint is at version ${current.version}.`
      : `${who} changed the endpoint meanwhile: it is at version ${current.version}.`,
    { conflicts },
  )
}
