import type { ChangeRow } from '#lib/domain/audit/change.ts'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import { anything, list, object, orNull, text, time, whole } from '../json-schemas.ts'
import { wireField } from '../wire-names.ts'

export interface StepWire {
  readonly field: string
  readonly key?: string
  readonly before: unknown
  readonly after: unknown
  readonly redacted?: true
}

export interface ChangeWire {
  readonly id: string
  readonly action: string
  readonly actor: { readonly kind: string; readonly id: string | null; readonly label: string }
  readonly entity: { readonly kind: string; readonly id: string; readonly name: string }
  readonly fields: readonly StepWire[]
  readonly version: number | null
  readonly reverts_id: string | null
  readonly request_id: string | null
  readonly created_at: string
}

export const stepSchema = object(
  {
    field: text(),
    key: text('the member of a map'),
    before: anything,
    after: anything,
    redacted: { const: true, description: 'the values were never written down' },
  },
  ['key', 'redacted'],
)

export const changeSchema = object({
  id: text(),
  action: text(),
  actor: object({ kind: text(), id: orNull(text()), label: text() }),
  entity: object({ kind: text(), id: text(), name: text() }),
  fields: list(stepSchema),
  version: orNull(whole),
  reverts_id: orNull(text()),
  request_id: orNull(text()),
  created_at: time,
})

export function encodeStep({ field, key, before, after, redacted }: FieldChange): StepWire {
  return {
    field: wireField(field),
    ...(key === undefined ? {} : { key }),
    before,
    after,
    ...(redacted ? { redacted } : {}),
  }
}

export function encodeChange(row: ChangeRow): ChangeWire {
  return {
    id: row.id,
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel },
    entity: { kind: row.entityKind, id: row.entityId, name: row.entityName },
    fields: row.fields.map(encodeStep),
    version: row.version,
    reverts_id: row.revertsId,
    request_id: row.requestId,
    created_at: row.createdAt.toISOString(),
  }
}
