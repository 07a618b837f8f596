import type { ChangeRow } from '../audit/change.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { editEndpoint } from './edit.ts'
import type { EndpointWithSecrets, SecretInfo } from './fields.ts'
import type { SecretRule } from './profile.ts'
import type { EndpointRef } from './ref.ts'
import { generateSecret, type PlainSecret, sealSecret } from './secrets.ts'

export interface RotateSecret {
  readonly id: EndpointRef
  /** how long the old key goes on signing, 0 to the dialect's most; only where the dialect allows an overlap */
  readonly overlapMs?: number | undefined
}

export interface RotatedSecret {
  readonly endpoint: EndpointWithSecrets
  readonly change: ChangeRow
  /** shown once */
  readonly secret: PlainSecret
}

/**
 * Makes a new key. The old one signs on for the overlap, or stops at once where the dialect knows none. Where more would
 * sign than the dialect lets, the oldest stop at once. Rotations of one endpoint come one after another.
 * Throws `forbidden`, `not_found`, `invalid` (overlap), `wrong_state` where signing is off.
 */
export async function rotateSecret(ctx: Context, input: RotateSecret): Promise<RotatedSecret> {
  authorize(ctx, 'secret:rotate')
  const edited = await editEndpoint(ctx, input.id, (current, profile) => {
    if (profile.secret.presence === 'while-signing' && !current.signing)
      throw new DomainError(
        'wrong_state',
        'Signing is off, so there is no secret to rotate. Turn signing on first.',
      )
    const now = ctx.clock.now()
    const overlapMs = checkedOverlap(profile.secret, input.overlapMs)
    const secret = generateSecret(profile.secret)
    const insert = sealSecret(ctx, profile.secret, current.id, secret)
    const until = new Date(now.getTime() + overlapMs)
    const ended = beyondMost(profile.secret, current.secrets, overlapMs)
    return {
      secrets: { existing: { kind: 'expire', at: until }, revokeIds: ended.map(({ id }) => id), insert },
      change: {
        action: 'secret.rotated',
        fields: [
          { field: 'secret', before: current.secrets[0]?.mask ?? null, after: insert.mask },
          ...(overlapMs > 0
            ? [{ field: 'oldSecretSignsUntil', before: null, after: until.toISOString() }]
            : []),
          ...ended.map(({ expiresAt }) => ({
            field: 'oldSecretSignsUntil',
            before: expiresAt?.toISOString() ?? null,
            after: now.toISOString(),
          })),
        ],
      },
      result: secret,
    }
  })
  if (!edited.change || !edited.result) throw new Error('A rotation always changes something.')
  return { endpoint: edited.endpoint, change: edited.change, secret: edited.result }
}

function checkedOverlap(rule: SecretRule, wanted: number | undefined): number {
  const { rotation } = rule
  if (rotation.kind !== 'overlap') {
    if (!wanted) return 0
    throw overlapError('Here a new secret replaces the old one at once.')
  }
  const overlapMs = wanted ?? rotation.defaultMs
  if (!Number.isInteger(overlapMs) || overlapMs < 0 || overlapMs > rotation.maxMs)
    throw overlapError(`The old secret can go on signing for 0 to ${rotation.maxMs / 86_400_000} days.`)
  return overlapMs
}

/** The oldest of the older keys, as many as would sign beside the new one beyond what the dialect lets. */
function beyondMost(
  { rotation }: SecretRule,
  secrets: readonly SecretInfo[],
  overlapMs: number,
): readonly SecretInfo[] {
  if (rotation.kind !== 'overlap') return []
  const newest = overlapMs > 0 ? 2 : 1
  return secrets
    .filter(({ expiresAt }) => expiresAt !== null)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(rotation.maxKeys - newest)
}

function overlapError(message: string): DomainError {
  return invalid([{ path: ['overlapMs'], code: 'bad_format', message }])
}
