import { createSecretKey, type KeyObject } from 'node:crypto'
import { Remembered } from '#lib/remembered.ts'
import type { SignatureRule } from './profile.ts'

/** To make a key takes longer than to sign a delivery with it. */
const keys = new Remembered<KeyObject>(500)

/** The key that an endpoint's secret stands for. */
export function hmacKey(secret: string, form: SignatureRule['key']): KeyObject {
  return keys.get(`${form} ${secret}`, () =>
    form === 'raw'
      ? createSecretKey(secret, 'utf8')
      : createSecretKey(secret.replace(/^whsec_/, ''), 'base64'),
  )
}
