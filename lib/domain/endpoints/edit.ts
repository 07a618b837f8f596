import type { ChangeRow } from '../audit/change.ts'
import { announce, changeRow, type NewChange } from '../audit/record.ts'
import { settleDeliveries } from '../deliveries/settle.ts'
import { forgetFailures } from '../failing-endpoints/forget.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { type EndpointState, type EndpointWithSecrets, endpointFields } from './fields.ts'
import type { DialectProfile } from './profile.ts'
import type { EndpointRef } from './ref.ts'
import { findEndpoint } from './repo.ts'
import { type SecretWrite, saveEndpoint } from './repo-save.ts'
import { secretInfo } from './secrets.ts'

/** What a verb decided to do with the state it saw. */
export interface Decision<T> {
  readonly after?: EndpointState
  readonly secrets?: SecretWrite | undefined
  readonly change: Pick<NewChange, 'action' | 'fields' | 'revertsId'>
  readonly result: T
}

export interface Edited<T> {
  readonly endpoint: EndpointWithSecrets
  /** null when there was nothing to change */
  readonly change: ChangeRow | null
  readonly result: T | null
}

/** Each lost race means that somebody else's change was stored, so this is a bound for pathological crowds only. */
const MAX_TRIES = 500

/**
 * The one way to change an endpoint: read it at one version, decide, write guarded by that version; when another
 * change came between, read again and decide anew. `decide` returns null when there is nothing to change.
 * Throws `not_found`, `unavailable`, and what `decide` throws.
 */
export async function editEndpoint<T>(
  ctx: Context,
  ref: EndpointRef,
  decide: (
    current: EndpointWithSecrets,
    profile: DialectProfile,
  ) => Decision<T> | null | Promise<Decision<T> | null>,
): Promise<Edited<T>> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const now = ctx.clock.now()
    const current = await guarded(() => findEndpoint(ctx.teamId, ref, now))
    if (!current) throw notFound('Endpoint')
    const decision = await decide(current, profileFor(ctx, current.dialect))
    if (!decision) return { endpoint: current, change: null, result: null }

    const change = changeRow(ctx, {
      ...decision.change,
      entity: { kind: 'endpoint', id: current.id, name: decision.after?.name ?? current.name },
      version: current.version + 1,
    })
    const { columns, events } = changedColumns(current, decision.after ?? current)
    const { secrets } = decision
    const saved = await guarded(() =>
      saveEndpoint({
        teamId: ctx.teamId,
        endpointId: current.id,
        version: current.version,
        now,
        columns,
        events,
        secrets,
        change,
      }),
    )
    if (!saved) continue
    announce(ctx, change)
    if ('active' in columns || 'url' in columns) await forgetFailures(ctx, current.id)
    if ('active' in columns) await settleDeliveries(ctx, current.id, profileFor(ctx, current.dialect))
    const after = { ...current, ...decision.after, version: current.version + 1, updatedAt: now }
    const endpoint = secrets ? { ...after, secrets: secretsAfter(current, secrets, now) } : after
    return { endpoint, change, result: decision.result }
  }
  throw new DomainError('unavailable', 'Too many people change this endpoint at once. Try again.')
}

/** What `editEndpoint` would do now: written nowhere, told to nobody, and without a result. Throws what it would. */
export async function previewEdit(
  ctx: Context,
  ref: EndpointRef,
  decide: (
    current: EndpointWithSecrets,
    profile: DialectProfile,
  ) => Decision<unknown> | null | Promise<Decision<unknown> | null>,
): Promise<Edited<null>> {
  const now = ctx.clock.now()
  const current = await guarded(() => findEndpoint(ctx.teamId, ref, now))
  if (!current) throw notFound('Endpoint')
  const decision = await decide(current, profileFor(ctx, current.dialect))
  if (!decision) return { endpoint: current, change: null, result: null }
  const version = current.version + 1
  const change = changeRow(ctx, {
    ...decision.change,
    entity: { kind: 'endpoint', id: current.id, name: decision.after?.name ?? current.name },
    version,
  })
  return { endpoint: { ...current, ...decision.after, version, updatedAt: now }, change, result: null }
}

/** The dialect's profile; a row of a dialect that this build does not have is a fault of the installation. */
export function profileFor(ctx: Context, dialect: string): DialectProfile {
  const profile = ctx.profile(dialect)
  if (!profile) throw new Error(`No profile for the dialect ${dialect}.`)
  return profile
}

function changedColumns(before: EndpointState, after: EndpointState) {
  const columns = Object.fromEntries(
    endpointFields
      .filter((field) => field !== 'events' && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, after[field]]),
  )
  const names = (state: EndpointState) => JSON.stringify(state.events.map((event) => event.type))
  return { columns, events: names(before) === names(after) ? undefined : after.events }
}

function secretsAfter(
  current: EndpointWithSecrets,
  write: SecretWrite,
  now: Date,
): EndpointWithSecrets['secrets'] {
  const { existing, insert, revokeIds = [] } = write
  let old = current.secrets.filter((secret) => !revokeIds.includes(secret.id))
  if (existing?.kind === 'destroy') old = []
  if (existing?.kind === 'expire')
    old = old
      .map((secret) => (secret.expiresAt === null ? { ...secret, expiresAt: existing.at } : secret))
      .filter((secret) => secret.expiresAt !== null && secret.expiresAt > now)
  return insert ? [secretInfo(insert), ...old] : old
}
