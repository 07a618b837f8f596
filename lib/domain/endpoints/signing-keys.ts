import { Remembered } from '#lib/remembered.ts'
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

/** The worker signs with the same few again and again. */
const open = new Remembered<PlainSecret>(500)

/**
 * DANGEROUS: the characters of an endpoint's keys, for signing alone. Which keys are live the caller knows; here it is
 * only remembered what sealed bytes open to. Throws when a master key is missing.
 */
export function openSigningKeys(endpointId: string, keys: readonly SealedKey[]): readonly PlainSecret[] {
  return keys.map(({ id, sealed, keyId }) =>
    open.get(`${endpointId} ${id} ${keyId} ${sealed}`, () => {
      const bytes = Uint8Array.from(Buffer.from(sealed, 'base64'))
      return openSecretDangerously({ id, endpointId, keyId, sealed: bytes })
    }),
  )
}
