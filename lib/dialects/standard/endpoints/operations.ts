import type { Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { getEndpoints } from '#lib/domain/endpoints/get-many.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import { type UpdatedEndpoint, updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import { dryRunAnswer, dryRunParameter, dryRunSchema, isDryRun } from '../dry-run.ts'
import {
  ifMatchParameter,
  ifNoneMatchParameter,
  patchBody,
  preferParameter,
  problems,
} from '../json-schemas.ts'
import { JSON_PATCH, mediaTypeOf } from '../media-type.ts'
import { bodyOf, operation, ROOT } from '../operation.ts'
import { etag, ifMatch, isKnown, underIfMatch } from '../preconditions.ts'
import { changed } from '../prefer.ts'
import { decodeCreate, decodeJsonPatch, decodeMergePatch } from './decode.ts'
import { encodeEndpoint } from './encode.ts'
import { listParameters, readListQuery } from './list-query.ts'
import { idParameter, refOf } from './ref.ts'
import {
  createSchema,
  endpointPageSchema,
  endpointSchema,
  endpointWithSecretSchema,
  patchSchema,
} from './wire.ts'

const LIST = `${ROOT}/endpoints`
const ONE = `${LIST}/:id`
const tag = 'Endpoints'

export const endpointOperations: readonly Operation[] = [
  operation({
    name: 'listEndpoints',
    method: 'GET',
    path: LIST,
    permission: 'endpoint:read',
    doc: {
      summary: 'List endpoints of all dialects',
      tag,
      parameters: listParameters,
      answers: { 200: { description: 'One page', schema: endpointPageSchema }, ...problems() },
    },
    async handle({ ctx, query }) {
      const page = await listEndpoints(ctx, readListQuery(ctx, query))
      const endpoints = await getEndpoints(
        ctx,
        page.items.map(({ id }) => id),
      )
      return {
        status: 200,
        body: {
          items: endpoints.map(encodeEndpoint),
          next_cursor: page.next,
          previous_cursor: page.previous,
          count: page.count,
          count_is_exact: page.countIsExact,
        },
      }
    },
  }),
  operation({
    name: 'createEndpoint',
    method: 'POST',
    path: LIST,
    permission: 'endpoint:create',
    doc: {
      summary: 'Create an endpoint',
      description: 'The answer holds its first secret, and no later one does.',
      tag,
      body: createSchema,
      answers: {
        201: { description: 'Created', schema: endpointWithSecretSchema },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const { dialect, fields } = decodeCreate(bodyOf(call))
      if (typeof dialect !== 'string')
        throw invalid([{ path: ['dialect'], code: 'wrong_type', message: 'The dialect must be text.' }])
      const { endpoint, secret } = await createEndpoint(call.ctx, { dialect, fields })
      return {
        status: 201,
        headers: { etag: etag(endpoint.version), location: `${LIST}/${endpoint.id}` },
        body: { ...encodeEndpoint(endpoint), ...(secret === null ? {} : { secret }) },
      }
    },
  }),
  operation({
    name: 'getEndpoint',
    method: 'GET',
    path: ONE,
    permission: 'endpoint:read',
    doc: {
      summary: 'Get an endpoint',
      tag,
      parameters: [idParameter, ifNoneMatchParameter],
      answers: {
        200: { description: 'The endpoint; ETag has its version', schema: endpointSchema },
        304: { description: 'Not changed since', schema: null },
        ...problems(404),
      },
    },
    async handle(call) {
      const endpoint = await getEndpoint(call.ctx, refOf(call))
      const headers = { etag: etag(endpoint.version) }
      if (isKnown(call, endpoint.version)) return { status: 304, headers }
      return { status: 200, headers, body: encodeEndpoint(endpoint) }
    },
  }),
  operation({
    name: 'updateEndpoint',
    method: 'PATCH',
    path: ONE,
    permission: 'endpoint:update',
    doc: {
      summary: 'Change fields of an endpoint',
      description:
        'A JSON Merge Patch (RFC 7396) or a JSON Patch (RFC 6902) on the endpoint as it is read. What is not named stays as it is, also when somebody else changes it at the same moment.',
      tag,
      parameters: [idParameter, dryRunParameter, ifMatchParameter, preferParameter],
      body: patchBody(patchSchema),
      answers: {
        200: {
          description:
            'The endpoint, with its new secret where signing was turned on; or what a dry run found',
          schema: { anyOf: [endpointWithSecretSchema, dryRunSchema('endpoint', endpointSchema)] },
        },
        204: { description: 'Changed, as Prefer: return=minimal wants it', schema: null },
        ...problems(404, 409, 412, 413, 415, 422),
      },
    },
    async handle(call) {
      const dryRun = isDryRun(call)
      const updated = await underIfMatch(call, () =>
        updateEndpoint(call.ctx, {
          id: refOf(call),
          patch: patchOf(call),
          ifVersions: ifMatch(call),
          dryRun,
        }),
      )
      const { endpoint, change } = updated
      return dryRun ? dryRunAnswer('endpoint', encodeEndpoint(endpoint), change) : updateAnswer(call, updated)
    },
  }),
  operation({
    name: 'deleteEndpoint',
    method: 'DELETE',
    path: ONE,
    permission: 'endpoint:delete',
    doc: {
      summary: 'Delete an endpoint for good',
      tag,
      parameters: [idParameter, ifMatchParameter],
      answers: { 204: { description: 'Deleted', schema: null }, ...problems(404, 409, 412) },
    },
    async handle(call) {
      await underIfMatch(call, () => deleteEndpoint(call.ctx, { id: refOf(call), ifVersions: ifMatch(call) }))
      return { status: 204 }
    },
  }),
]

/** Read when the endpoint was found, and applied again to a newer state when another change came between. */
function patchOf(call: Call): (current: EndpointWithSecrets) => unknown {
  let body: { readonly value: JsonValue } | undefined
  const decode = mediaTypeOf(call.header('content-type')) === JSON_PATCH ? decodeJsonPatch : decodeMergePatch
  return (current) => {
    body ??= { value: bodyOf(call) }
    return decode(body.value, current)
  }
}

function updateAnswer(call: Call, { endpoint, secret }: UpdatedEndpoint): WireAnswer {
  const answer = { status: 200, headers: { etag: etag(endpoint.version) }, body: encodeEndpoint(endpoint) }
  // a secret that is shown once is never left out
  return secret === null ? changed(call, answer) : { ...answer, body: { ...answer.body, secret } }
}
