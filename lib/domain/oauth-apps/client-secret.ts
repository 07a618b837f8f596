import { credentialHash, isCredential, randomCharacters } from '#lib/crypto/credential.ts'
import type { PlainCredential } from '../api-keys/make-key.ts'

const CLIENT_ID_LENGTH = 24
const SECRET_LENGTH = 43

export interface MadeClientSecret {
  readonly secret: PlainCredential
  readonly hash: Uint8Array<ArrayBuffer>
}

/** An id that is no secret: `app_` and 24 characters. */
export function newClientId(): string {
  return `app_${randomCharacters(CLIENT_ID_LENGTH)}`
}

/** A secret of 256 random bits, `ocs_` and 43 characters, and the hash that is stored of it. */
export function makeClientSecret(): MadeClientSecret {
  const secret = `ocs_${randomCharacters(SECRET_LENGTH)}` as PlainCredential
  return { secret, hash: credentialHash(secret) }
}

/** Whether this is the client's secret. A public client has none, and must not send one. */
export function provesClient(
  client: { readonly secretHash: Uint8Array | null },
  secret: string | null,
): boolean {
  if (client.secretHash === null) return secret === null
  return secret !== null && isCredential(secret, client.secretHash)
}
