import { hash, randomInt, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `length` characters of `[A-Za-z0-9]`, each of the 62 as likely as the others. */
export function randomCharacters(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
}

/** The SHA-256 of a credential: all that is stored of it. */
export function credentialHash(credential: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash('sha256', credential, 'buffer'))
}

/**
 * Whether a stored hash is that of the credential. The one place where a credential is compared: both sides are hashes
 * of one length, and the time does not depend on how much of them is equal.
 */
export function isCredential(credential: string, stored: Uint8Array): boolean {
  const given = credentialHash(credential)
  return given.byteLength === stored.byteLength && timingSafeEqual(given, stored)
}
