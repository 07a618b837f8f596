import type { ApiKeyKind } from './caller.ts'

/** A key as it may leave the core: never its characters, except the public ones that it begins with. */
export interface ApiKeyView {
  readonly id: string
  readonly kind: ApiKeyKind
  readonly name: string
  /** the public beginning and dots for the rest; for a token, which has no public beginning, dots alone */
  readonly mask: string
  readonly scopes: readonly string[]
  /** whose it is; null for a key of the team */
  readonly userId: string | null
  readonly userName: string | null
  readonly createdBy: string
  readonly createdAt: string
  /** null: never */
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  /** to the minute */
  readonly lastUsedAt: string | null
}
