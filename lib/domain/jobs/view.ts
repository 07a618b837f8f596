import { maskHeaders } from '../audit/redact.ts'
import type { BulkChange, JobView } from './fields.ts'
import type { JobRow } from './repo.ts'

/** A job as it may leave the core. */
export function jobView(row: JobRow): JobView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    change: row.input.change && masked(row.input.change),
    filter: row.input.filter,
    replay: row.input.replay ?? null,
    total: row.total,
    done: row.done,
    changed: row.changed,
    failed: row.failed,
    failures: row.failures,
    actorKind: row.actorKind,
    actorId: row.actorId,
    actorLabel: row.actorLabel,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** What a patch does to headers, without the credentials among their values. */
export function masked(change: BulkChange): BulkChange {
  if (!('patch' in change)) return change
  const { headers } = change.patch
  if (typeof headers !== 'object' || headers === null) return change
  const texts = Object.entries(headers).filter(([, value]) => typeof value === 'string')
  return { patch: { ...change.patch, headers: { ...headers, ...maskHeaders(Object.fromEntries(texts)) } } }
}
