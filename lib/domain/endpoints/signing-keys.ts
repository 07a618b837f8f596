import { openSecretDangerously, type PlainSecret } from './secrets.ts'

/** A sealed key of an endpoint, as a claimed delivery carries it. */
export interface SealedKey {
  readonly id: string
  /** base64 */
  readonly sealed: string
  readonly keyId: string
  /** null for the current one */
  readonly expiresAt: Date | null
}

/** Keys that were opened a moment ago; the worker signs with the same few again and again. */
const MAX_OPEN = 500
const open = new Map<string, PlainSecret>()

/**
 * DANGEROUS: the characters of an endpoint's keys, for signing alone. Which keys are live the caller knows; here it is
 * only remembered what sealed bytes open to. Throws when a master key is missing.
 */
export function openSigningKeys(endpointId: string, keys: readonly SealedKey[]): readonly PlainSecret[] {
  return keys.map(({ id, sealed, keyId }) => {
    const name = `${endpointId} ${id} ${keyId} ${sealed}`
    const known = open.get(name)
    if (known !== undefined) return known
    const bytes = Uint8Array.from(Buffer.from(sealed, 'base64'))
    const secret = openSecretDangerously({ id, endpointId, keyId, sealed: bytes })
    open.set(name, secret)
    const [oldest] = open.keys()
    if (open.size > MAX_OPEN && oldest !== undefined) open.delete(oldest)
    return secret
  })
}
