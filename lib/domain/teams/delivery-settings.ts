import { refuseOvertaken } from '../audit/conflicts.ts'
import type { FieldChange } from '../audit/diff.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import { lockTeam } from './lock.ts'
import { findDeliverySettings, saveDeliverySettings } from './repo-delivery.ts'
import { deliverySettingsSchema } from './schema.ts'
import { versioned } from './versioned.ts'

/** How a team's deliveries are kept, and what becomes of endpoints that fail. */
export interface DeliverySettings {
  /** how long messages and finished deliveries are kept; null for as long as the instance keeps them */
  readonly retentionDays: number | null
  /** after so many days of nothing but failures an endpoint is paused; null for never */
  readonly pauseAfterDays: number | null
  /** the team's */
  readonly version: number
}

export interface UpdateDeliverySettings {
  readonly patch: {
    readonly retentionDays?: number | null | undefined
    readonly pauseAfterDays?: number | null | undefined
  }
  /** the version that the caller saw; null asks for no conflict check */
  readonly version: number | null
}

const fields = ['retentionDays', 'pauseAfterDays'] as const

/** Throws `forbidden`, `not_found`. */
export async function getDeliverySettings(ctx: Context): Promise<DeliverySettings> {
  authorize(ctx, 'team:read')
  return found(await guarded(() => findDeliverySettings(ctx.teamId)))
}

/**
 * Changes exactly the settings that were sent. Throws `forbidden`, `invalid`, `not_found`, or `conflict` when somebody
 * changed the same one since the version that the caller saw.
 */
export async function updateDeliverySettings(
  ctx: Context,
  { patch, version }: UpdateDeliverySettings,
): Promise<DeliverySettings> {
  authorize(ctx, 'team:update')
  const wanted = parse(deliverySettingsSchema, patch)
  const { settings, change } = await inTransaction(async (tx) => {
    const team = await lockTeam(ctx, tx)
    const before = found(await findDeliverySettings(ctx.teamId, tx))
    const steps = fields.flatMap((field): FieldChange[] => {
      const after = wanted[field]
      return after === undefined || after === before[field] ? [] : [{ field, before: before[field], after }]
    })
    if (steps.length === 0) return { settings: before, change: null }
    if (version !== null)
      await refuseOvertaken(ctx, versioned({ ...team, ...before }), {
        seenVersion: version,
        fields: new Set(steps.map(({ field }) => field)),
        nameOf: () => 'it',
        tx,
      })
    const changed = Object.fromEntries(steps.map(({ field, after }) => [field, after]))
    const next = await saveDeliverySettings(tx, ctx.teamId, changed, ctx.clock.now())
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'team', id: team.id, name: team.name },
      action: 'team.updated',
      fields: steps,
      version: next,
    })
    return { settings: { ...before, ...changed, version: next }, change: recorded }
  })
  if (change) announce(ctx, change)
  return settings
}

function found(settings: DeliverySettings | null): DeliverySettings {
  if (!settings) throw notFound('Team')
  return settings
}
