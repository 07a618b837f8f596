import { randomBytes } from 'node:crypto'
import { open, seal } from '#lib/crypto/seal.ts'
import type { Context } from '../shared/context.ts'
import { randomHex, uuidv7 } from '../shared/ids.ts'
import type { SecretInfo } from './fields.ts'
import type { SecretRule } from './profile.ts'

declare const plaintext: unique symbol

/** The characters of a secret. A type of its own, so that none gets into an answer or a log by accident. */
export type PlainSecret = string & { readonly [plaintext]: true }

/** A secret's row, sealed. */
export interface SecretRow {
  readonly id: string
  readonly endpointId: string
  readonly teamId: string
  readonly sealed: Uint8Array<ArrayBuffer>
  readonly keyId: string
  readonly mask: string
  readonly createdBy: string
  readonly createdAt: Date
}

/** A new secret in the dialect's format: 32 random bytes. */
export function generateSecret(rule: SecretRule): PlainSecret {
  switch (rule.format) {
    case 'hex':
      return randomHex(32) as PlainSecret
    case 'whsec_hex':
      return `whsec_${randomHex(32)}` as PlainSecret
    case 'whsec_base64':
      return `whsec_${randomBytes(32).toString('base64')}` as PlainSecret
  }
}

/** The row that keeps a secret of an endpoint. */
export function sealSecret(
  ctx: Context,
  rule: SecretRule,
  endpointId: string,
  secret: PlainSecret,
): SecretRow {
  const now = ctx.clock.now()
  const id = uuidv7(now.getTime())
  return {
    id,
    endpointId,
    teamId: ctx.teamId,
    ...seal(secret, endpointSecretContext(endpointId, id)),
    mask: rule.mask(secret),
    createdBy: ctx.actor.label,
    createdAt: now,
  }
}

/** What may be known of a new row: nothing of its bytes. */
export function secretInfo({ id, mask, createdAt, createdBy }: SecretRow): SecretInfo {
  return { id, mask, createdAt, createdBy, expiresAt: null }
}

/** DANGEROUS: the characters of a secret. Only for reveal, for signing, and where a contract returns it. */
export function openSecretDangerously(
  row: Pick<SecretRow, 'id' | 'endpointId' | 'sealed' | 'keyId'>,
): PlainSecret {
  return open(row, endpointSecretContext(row.endpointId, row.id)) as PlainSecret
}

/** What a sealed secret is bound to. */
export function endpointSecretContext(endpointId: string, secretId: string): string {
  return `endpoint_secret:${endpointId}:${secretId}`
}
