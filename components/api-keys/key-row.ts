import type { ApiKeyView } from '#lib/domain/api-keys/fields.ts'
import type { KeyState } from './key-state.ts'

/** A key as the list shows it, at one moment. */
export interface KeyRow extends ApiKeyView {
  readonly state: KeyState
}

/** What a key may do, in short. */
export function scopesText({ scopes, userId }: Pick<ApiKeyView, 'scopes' | 'userId'>): string {
  if (scopes.length === 0) return userId === null ? 'Nothing' : 'All of the role'
  const [first = ''] = scopes
  return scopes.length === 1 ? first : `${scopes.length} scopes`
}
