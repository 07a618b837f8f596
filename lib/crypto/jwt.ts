import { createHmac, type KeyObject, sign } from 'node:crypto'

/** What a token says of itself. Nothing here was proved. */
export interface UntrustedJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Reads a compact JWT without believing it. Null for what is none. */
export function readJwt(token: string): UntrustedJwt | null {
  if (!FORM.test(token)) return null
  const [header, claims] = token.split('.', 2).map(decodeObject)
  return header && claims ? { header, claims } : null
}

/** A JWT that is signed with HMAC-SHA-256. */
export function signHs256(claims: object, key: Uint8Array): string {
  const text = unsigned({ alg: 'HS256', typ: 'JWT' }, claims)
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

/** A JWT that is signed with an RSA key, which its header names (RFC 7518, RS256). */
export function signRs256(claims: object, key: KeyObject, keyId: string): string {
  const text = unsigned({ alg: 'RS256', typ: 'JWT', kid: keyId }, claims)
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

function unsigned(header: object, claims: object): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}

function decodeObject(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
