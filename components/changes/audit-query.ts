import { firstParam as one, type SearchParams } from '#components/data-table/search-params.ts'
import { isUuid } from '#lib/domain/shared/ids.ts'
import { type AuditQuery, auditedKinds } from '#lib/queries/changes.ts'

/** Reads the address of the audit log. What it does not understand is left out. */
export function readAuditQuery(params: SearchParams): AuditQuery {
  const actor = one(params.actor)
  return {
    entityKind: auditedKinds.find((kind) => kind === one(params.kind)),
    actorId: actor !== undefined && isUuid(actor) ? actor : undefined,
    cursor: one(params.cursor),
  }
}

/** The address of a part of the audit log, with its question mark; empty for all of it. */
export function auditSearch({ entityKind, actorId, cursor }: AuditQuery): string {
  const params = new URLSearchParams()
  if (entityKind) params.set('kind', entityKind)
  if (actorId) params.set('actor', actorId)
  if (cursor) params.set('cursor', cursor)
  const text = params.toString()
  return text && `?${text}`
}
