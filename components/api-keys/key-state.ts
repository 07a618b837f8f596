import type { ApiKeyView } from '#lib/domain/api-keys/fields.ts'

const keyStates = ['active', 'expiring', 'expired', 'revoked'] as const
export type KeyState = (typeof keyStates)[number]

/** So long before its end a key is said to be expiring. */
const SOON_MS = 7 * 86_400_000

/** Whether a key works at that moment, and for how long. */
export function keyState(key: Pick<ApiKeyView, 'expiresAt' | 'revokedAt'>, nowMs: number): KeyState {
  if (key.revokedAt !== null) return 'revoked'
  if (key.expiresAt === null) return 'active'
  const leftMs = Date.parse(key.expiresAt) - nowMs
  if (leftMs <= 0) return 'expired'
  return leftMs <= SOON_MS ? 'expiring' : 'active'
}

export const stateText = {
  active: { label: 'Active', tone: 'ok' },
  expiring: { label: 'Ends soon', tone: 'warn' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'neutral' },
} as const satisfies Record<KeyState, { label: string; tone: 'ok' | 'warn' | 'neutral' }>

export const works = (state: KeyState): boolean => state === 'active' || state === 'expiring'
