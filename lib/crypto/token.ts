import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes in base64url: 43 characters that go into a link, and are stored nowhere. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The SHA-256 of a token: what is stored, and looked up. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest())
}
