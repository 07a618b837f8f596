import type { FieldChange } from '#lib/domain/audit/diff.ts'
import type { BulkChange, JobFailure, JobView, ReplayFilter } from '#lib/domain/jobs/fields.ts'
import { jobKinds, jobStates } from '#lib/domain/jobs/fields.ts'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { encodeStep, stepSchema } from '../changes/wire.ts'
import { patchSchema } from '../endpoints/wire.ts'
import { flagSchema, list, object, orNull, text, time, uuid, whole, words } from '../json-schemas.ts'
import { wireField } from '../wire-names.ts'

const eventsSchema = object({ add: list(text()), remove: list(text()) }, ['add', 'remove'])
const filterSchema = object(
  { search: text(), dialects: list(text()), active: flagSchema, failing: { const: true }, event: text() },
  ['search', 'dialects', 'active', 'failing', 'event'],
)
const replaySchema = object(
  {
    search: text(),
    states: list(text()),
    endpoint_id: uuid,
    message_id: uuid,
    event_type: text(),
    code: text(),
    from: time,
    before: time,
  },
  ['search', 'states', 'endpoint_id', 'message_id', 'event_type', 'code', 'from', 'before'],
)
const failureSchema = object({ id: orNull(uuid), code: text(), message: text() })

export const bulkSchema = object(
  {
    ids: list(uuid),
    filter: { ...filterSchema, description: 'as the list of endpoints takes it; {} is all of them' },
    patch: { ...patchSchema, description: 'a merge patch for each of them' },
    events: { ...eventsSchema, description: 'in place of a patch' },
  },
  ['ids', 'filter', 'patch', 'events'],
)

export const jobSchema = object(
  {
    id: uuid,
    kind: words(jobKinds),
    state: words(jobStates),
    patch: patchSchema,
    events: eventsSchema,
    filter: orNull(filterSchema),
    replay: { ...replaySchema, description: 'which deliveries are sent again; only of a replay' },
    total: whole,
    done: whole,
    changed: whole,
    failed: whole,
    failures: { ...list(failureSchema), description: 'the first hundred' },
    actor: object({ kind: text(), id: orNull(text()), label: text() }),
    created_at: time,
    started_at: orNull(time),
    finished_at: orNull(time),
  },
  ['patch', 'events', 'replay'],
)

export const previewSchema = object({
  dry_run: { const: true },
  total: whole,
  changing: whole,
  unchanged: whole,
  failing: whole,
  fields: list(object({ field: text(), key: text(), count: whole }, ['key'])),
  sample: list(object({ id: uuid, name: text(), dialect: text(), changes: list(stepSchema) })),
  failures: list(object({ id: uuid, name: text(), code: text(), message: text() })),
})

export function encodeJob(job: JobView) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    ...(job.change && encodeBulkChange(job.change)),
    filter: job.filter,
    ...(job.replay && { replay: encodeReplay(job.replay) }),
    total: job.total,
    done: job.done,
    changed: job.changed,
    failed: job.failed,
    failures: job.failures.map(encodeFailure),
    actor: { kind: job.actorKind, id: job.actorId, label: job.actorLabel },
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
  }
}

function encodeBulkChange(change: BulkChange) {
  if ('events' in change) return { events: change.events }
  const fields = Object.entries(change.patch).map(([field, value]) => [wireField(field), value])
  return { patch: Object.fromEntries(fields) as Record<string, unknown> }
}

function encodeReplay({ endpointId, messageId, eventType, ...rest }: ReplayFilter) {
  return {
    ...rest,
    ...(endpointId === undefined ? {} : { endpoint_id: endpointId }),
    ...(messageId === undefined ? {} : { message_id: messageId }),
    ...(eventType === undefined ? {} : { event_type: eventType }),
  }
}

function encodeFailure({ id, code, message }: JobFailure) {
  return { id, code, message }
}

export function encodePreview(preview: BulkPreview) {
  const { total, changing, unchanged, failing, fields, sample, failures } = preview
  return {
    dry_run: true,
    total,
    changing,
    unchanged,
    failing,
    fields: fields.map((step) => ({ ...step, field: wireField(step.field) })),
    sample: sample.map(({ id, name, dialect, changes }) => ({
      id,
      name,
      dialect,
      changes: changes.map((step: FieldChange) => encodeStep(step)),
    })),
    failures: failures.map(({ id, name, code, message }) => ({ id, name, code, message })),
  }
}
