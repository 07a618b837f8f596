import type { Context } from '../shared/context.ts'
import { DomainError, type FieldConflict } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import type { ChangeRow, EntityKind } from './change.ts'
import type { FieldChange } from './diff.ts'
import { changesSince } from './list.ts'

/** Something that has versions, at the one where it stands now. */
export interface Versioned {
  readonly kind: EntityKind
  readonly id: string
  readonly version: number
  /** the value of a field, or of a map's key, that stands now, as it may be shown */
  readonly currentOf: (step: Pick<FieldChange, 'field' | 'key'>) => unknown
}

/** The last change of each field, or key of a map: `later` are the changes after a version, oldest first. */
function conflictsOf({ version, currentOf }: Versioned, later: readonly ChangeRow[]): FieldConflict[] {
  const found = new Map<string, FieldConflict>()
  for (const change of later)
    for (const { field, key } of change.fields)
      found.set(`${field}\n${key ?? ''}`, {
        field,
        ...(key === undefined ? {} : { key }),
        author: change.actorLabel,
        changedAt: change.createdAt.toISOString(),
        version: change.version ?? version,
        current: currentOf({ field, ...(key !== undefined && { key }) }),
      })
  return [...found.values()]
}

/**
 * Throws `conflict` where one of `fields` was changed since the version that the caller saw. `nameOf`: how people call a
 * field, as "the name".
 */
export async function refuseOvertaken(
  ctx: Context,
  entity: Versioned,
  {
    seenVersion,
    fields,
    nameOf,
    tx,
  }: {
    readonly seenVersion: number
    readonly fields: ReadonlySet<string>
    readonly nameOf: (field: string) => string
    readonly tx: Tx
  },
): Promise<void> {
  if (seenVersion >= entity.version) return
  const conflicts = conflictsOf(entity, await changesSince(ctx, entity, seenVersion, tx)).filter(
    ({ field }) => fields.has(field),
  )
  const [first] = conflicts
  if (!first) return
  throw new DomainError('conflict', `${first.author} changed ${nameOf(first.field)} meanwhile.`, {
    conflicts,
  })
}

/**
 * The strict precondition: it stands at one of these versions. Throws `conflict`, with every field that was changed since
 * the latest of them, and by whom. `what` it is: "endpoint".
 */
export async function refuseOtherVersion(
  ctx: Context,
  entity: Versioned,
  { versions, what, tx }: { readonly versions: readonly number[]; readonly what: string; readonly tx?: Tx },
): Promise<void> {
  if (versions.includes(entity.version)) return
  const seen = Math.max(...versions.filter((version) => version < entity.version))
  const conflicts = Number.isFinite(seen)
    ? conflictsOf(entity, await changesSince(ctx, entity, seen, tx))
    : []
  const who = conflicts.at(-1)?.author
  throw new DomainError(
    'conflict',
    who === undefined
      ? `The ${what} is at version ${entity.version}.`
      : `${who} changed the ${what} meanwhile: it is at version ${entity.version}.`,
    { conflicts },
  )
}
