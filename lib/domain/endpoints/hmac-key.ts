import { createSecretKey, type KeyObject } from 'node:crypto'
import type { SignatureRule } from './profile.ts'

/** Keys that were used a moment ago: to make one takes longer than to sign a delivery with it. */
const MAX_KEYS = 500
const keys = new Map<string, KeyObject>()

/** The key that an endpoint's secret stands for. */
export function hmacKey(secret: string, form: SignatureRule['key']): KeyObject {
  const name = `${form} ${secret}`
  const known = keys.get(name)
  if (known) return known
  const key =
    form === 'raw'
      ? createSecretKey(secret, 'utf8')
      : createSecretKey(secret.replace(/^whsec_/, ''), 'base64')
  keys.set(name, key)
  const [oldest] = keys.keys()
  if (keys.size > MAX_KEYS && oldest !== undefined) keys.delete(oldest)
  return key
}
