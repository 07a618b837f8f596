import type { Call, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import type { ChangeRow } from '#lib/domain/audit/change.ts'
import { encodeStep, stepSchema } from './changes/wire.ts'
import { flagSchema, list, object, queryParameter } from './json-schemas.ts'
import { flag } from './query.ts'

export const dryRunParameter = queryParameter(
  'dry_run',
  'Says what would change, and changes nothing',
  flagSchema,
)

/** Whether the caller only wants to know what would change. Throws `invalid` for what is no flag. */
export function isDryRun(call: Call): boolean {
  return flag(call.query, 'dry_run') ?? false
}

/** What a dry run answers; the resource as it would be stands under its own name. */
export function dryRunSchema(name: string, schema: JsonSchema): JsonSchema {
  return object({
    dry_run: { const: true },
    changed: flagSchema,
    changes: list(stepSchema),
    [name]: schema,
  })
}

export function dryRunAnswer(name: string, resource: object, change: ChangeRow | null): WireAnswer {
  const changes = change?.fields.map(encodeStep) ?? []
  return { status: 200, body: { dry_run: true, changed: change !== null, changes, [name]: resource } }
}
