import type { Call, Operation } from '#lib/dialects/kit/http/operation.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { cancelJob } from '#lib/domain/jobs/cancel.ts'
import { getJob } from '#lib/domain/jobs/get.ts'
import { listJobs } from '#lib/domain/jobs/list.ts'
import { previewBulk } from '#lib/domain/jobs/preview.ts'
import { startBulkJob } from '#lib/domain/jobs/start.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import { dryRunParameter, isDryRun } from '../dry-run.ts'
import { decodeBulkPatch } from '../endpoints/decode.ts'
import { page, pageParameters, pathParameter, problems, uuid } from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'
import { limit, one } from '../query.ts'
import { bulkSchema, encodeJob, encodePreview, jobSchema, previewSchema } from './wire.ts'

const LIST = `${ROOT}/jobs`
const ONE = `${LIST}/:jobId`
const tag = 'Jobs'
const jobParameter = pathParameter('jobId', "The job's id", uuid)

/** Comes before the route of one endpoint. */
export const bulkOperation: Operation = operation({
  name: 'changeEndpoints',
  method: 'POST',
  path: `${ROOT}/endpoints/bulk`,
  permission: 'endpoint:update',
  doc: {
    summary: 'Change many endpoints',
    description:
      'Those with these ids, or all that a filter finds; by a merge patch, or by events to add and to remove. A job does it, one audited change for each endpoint, in the name of who asks. With dry_run it says what would change, exactly, and changes nothing.',
    tag,
    parameters: [dryRunParameter],
    body: bulkSchema,
    answers: {
      200: { description: 'What a dry run found', schema: previewSchema },
      202: { description: 'The job; Location leads to its progress', schema: jobSchema },
      ...problems(409, 413, 415, 422),
    },
  },
  async handle(call) {
    const edit = decodeBulk(call)
    if (isDryRun(call)) return { status: 200, body: encodePreview(await previewBulk(call.ctx, edit)) }
    const job = await startBulkJob(call.ctx, { edit, userId: call.caller.userId })
    return { status: 202, headers: { location: `${LIST}/${job.id}` }, body: encodeJob(job) }
  },
})

export const jobOperations: readonly Operation[] = [
  operation({
    name: 'listJobs',
    method: 'GET',
    path: LIST,
    permission: 'endpoint:read',
    doc: {
      summary: 'List jobs, newest first',
      tag,
      parameters: pageParameters,
      answers: { 200: { description: 'One page', schema: page(jobSchema) }, ...problems() },
    },
    async handle({ ctx, query }) {
      const { items, next, previous } = await listJobs(ctx, {
        cursor: one(query, 'cursor'),
        limit: limit(query),
      })
      return {
        status: 200,
        body: { items: items.map(encodeJob), next_cursor: next, previous_cursor: previous },
      }
    },
  }),
  operation({
    name: 'getJob',
    method: 'GET',
    path: ONE,
    permission: 'endpoint:read',
    doc: {
      summary: 'Get a job and how far it is',
      tag,
      parameters: [jobParameter],
      answers: { 200: { description: 'The job', schema: jobSchema }, ...problems(404) },
    },
    async handle({ ctx, param }) {
      return { status: 200, body: encodeJob(await getJob(ctx, param('jobId'))) }
    },
  }),
  operation({
    name: 'cancelJob',
    method: 'POST',
    path: `${ONE}/cancel`,
    // the verb asks for what it takes to start a job of its kind
    permission: 'endpoint:read',
    doc: {
      summary: 'Stop a job',
      description: 'Between two endpoints or deliveries; what it did stays done.',
      tag,
      parameters: [jobParameter],
      answers: { 200: { description: 'The job', schema: jobSchema }, ...problems(404, 409) },
    },
    async handle(call) {
      membersOf(call, [], { isOptional: true })
      return { status: 200, body: encodeJob(await cancelJob(call.ctx, { id: call.param('jobId') })) }
    },
  }),
]

/** The verb judges all but the patch, whose names are this wire's. */
function decodeBulk(call: Call): Readonly<Record<string, unknown>> {
  const { patch, ...rest } = membersOf(call, ['ids', 'filter', 'patch', 'events'])
  if (patch === undefined) return rest
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw invalid([{ path: ['patch'], code: 'wrong_type', message: 'The patch must be an object.' }])
  return { ...rest, patch: decodeBulkPatch(patch as JsonObject) }
}
