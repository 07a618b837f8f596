import { open, seal } from '#lib/crypto/seal.ts'
import type { PlainSecret } from '../endpoints/secrets.ts'
import { isSensitive, type SetupField } from '../toolkits/toolkit.ts'
import { maskValue } from './mask.ts'

/** A configured value as it is stored. */
export interface ValueRow {
  readonly sourceId: string
  readonly name: string
  readonly sealed: Uint8Array<ArrayBuffer>
  readonly keyId: string
  readonly mask: string
  readonly updatedAt: Date
}

/** The row that keeps a value; what may be shown of it stands beside the sealed bytes. */
export function sealValue(
  sourceId: string,
  name: string,
  field: SetupField,
  value: string,
  now: Date,
): ValueRow {
  const mask = isSensitive(field) ? maskValue(value) : value
  return { sourceId, name, ...seal(value, sourceValueContext(sourceId, name)), mask, updatedAt: now }
}

/** DANGEROUS: the value's characters. Only for reveal, for comparing, for verifying, and where a contract returns it. */
export function openValueDangerously(
  row: Pick<ValueRow, 'sourceId' | 'name' | 'sealed' | 'keyId'>,
): PlainSecret {
  return open(row, sourceValueContext(row.sourceId, row.name)) as PlainSecret
}

/** What a sealed value is bound to. */
export function sourceValueContext(sourceId: string, name: string): string {
  return `source_value:${sourceId}:${name}`
}
