import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Keyring, keyring } from './master-key.ts'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export interface Sealed {
  /** 12 bytes nonce, 16 bytes tag, ciphertext */
  readonly sealed: Uint8Array<ArrayBuffer>
  /** which master key sealed it */
  readonly keyId: string
}

/**
 * Seals with AES-256-GCM under the current master key. `context` is bound to the value: it opens only with the same
 * text, so a sealed value that is moved to another row does not open.
 */
export function seal(plaintext: string, context: string, { current }: Keyring = keyring()): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, current.key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return { sealed: Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), body])), keyId: current.id }
}

/** Opens what `seal` made. Throws when the key, the context or a byte is another; the message carries no value. */
export function open(value: Sealed, context: string, { current, older }: Keyring = keyring()): string {
  const master =
    current.id === value.keyId ? current : older.find((candidate) => candidate.id === value.keyId)
  if (!master) throw new Error(`The master key ${value.keyId} that sealed this value is missing.`)
  const bytes = Buffer.from(value.sealed)
  const decipher = createDecipheriv(ALGORITHM, master.key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  )
}
