import { credentialHash, randomCharacters } from '#lib/crypto/credential.ts'

const CODE_LENGTH = 43

/** A code of 256 random bits, and the hash that is stored of it and finds its row. */
export function newCode(): { readonly code: string; readonly hash: Uint8Array<ArrayBuffer> } {
  const code = `oac_${randomCharacters(CODE_LENGTH)}`
  return { code, hash: credentialHash(code) }
}

export function codeHash(code: string): Uint8Array<ArrayBuffer> {
  return credentialHash(code)
}
