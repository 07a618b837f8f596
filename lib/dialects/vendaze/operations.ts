import type { Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import type { ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { currentSecrets } from '#lib/domain/endpoints/current-secrets.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { getEndpointWithSecret } from '#lib/domain/endpoints/get-with-secret.ts'
import { listEndpointsOfDialect } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { PublicRef } from '#lib/domain/endpoints/ref.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { decodeCreate, decodeList, decodePatch } from './decode.ts'
import { encodeWebhook } from './encode.ts'
import {
  createBody,
  refused,
  updateBody,
  type WebhookPageWire,
  type WebhookWire,
  webhookAnswer,
  webhookPageAnswer,
} from './wire.ts'

const DIALECT = 'vendaze'
const ROOT = '/v1/webhooks'
const ITEM = `${ROOT}/:id`
const tag = 'Webhooks'

const idParameter: ParameterDoc = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The webhook’s id: `wh_` and 32 hex digits.',
  schema: { type: 'string', examples: ['wh_3f9a1c8b2d4e5f6a7b8c9d0e1f2a3b4c'] },
}

const listParameters: readonly ParameterDoc[] = [
  {
    name: 'page',
    in: 'query',
    description: 'Which page, from 1 on.',
    schema: { type: 'integer', minimum: 1, default: 1 },
  },
  {
    name: 'per_page',
    in: 'query',
    description: 'How many on a page.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
  },
  {
    name: 'order_by',
    in: 'query',
    description: 'What they are sorted by.',
    schema: { type: 'string', enum: ['created_at', 'name'], default: 'created_at' },
  },
  {
    name: 'order',
    in: 'query',
    description: 'Which way they are sorted.',
    schema: { type: 'string', enum: ['desc', 'asc'], default: 'desc' },
  },
]

/** Contract §1: an app sees what it made itself, and nothing else. */
function appOf({ caller }: Call): string {
  if (caller.oauthAppId === null) throw new Error('The door takes tokens of apps alone.')
  return caller.oauthAppId
}

function webhookOf(call: Call): PublicRef {
  return { dialect: DIALECT, publicId: call.param('id'), oauthAppId: appOf(call) }
}

/** As the wire shows them; with their keys in full, where the caller may see keys (§6, V14). */
async function encodeAll({ ctx }: Call, endpoints: readonly Endpoint[]): Promise<WebhookWire[]> {
  const signing = can(ctx.actor, 'secret:reveal') ? endpoints.filter((endpoint) => endpoint.signing) : []
  const ids = signing.map((endpoint) => endpoint.id)
  const secrets = ids.length > 0 ? await currentSecrets(ctx, ids) : new Map<string, string>()
  return endpoints.map((endpoint) => encodeWebhook(endpoint, secrets.get(endpoint.id) ?? null))
}

async function answerOne(call: Call, endpoint: Endpoint): Promise<WireAnswer> {
  const [data] = await encodeAll(call, [endpoint])
  return { status: 200, body: { data } }
}

async function list(call: Call): Promise<WireAnswer> {
  const { page, perPage, sort } = decodeList(call.query)
  const { items, total } = await listEndpointsOfDialect(call.ctx, {
    dialect: DIALECT,
    oauthAppId: appOf(call),
    sort,
    offset: (page - 1) * perPage,
    limit: perPage,
  })
  const body: WebhookPageWire = {
    data: await encodeAll(call, items),
    meta: { total, page, per_page: perPage, has_more: page * perPage < total },
  }
  return { status: 200, body }
}

async function create(call: Call): Promise<WireAnswer> {
  const fields = decodeCreate(call.json())
  const made = await createEndpoint(call.ctx, { dialect: DIALECT, fields, oauthAppId: appOf(call) })
  return { status: 201, body: { data: encodeWebhook(made.endpoint, made.secret) } }
}

async function get(call: Call): Promise<WireAnswer> {
  const { ctx } = call
  const { endpoint, secret } = can(ctx.actor, 'secret:reveal')
    ? await getEndpointWithSecret(ctx, webhookOf(call))
    : { endpoint: await getEndpoint(ctx, webhookOf(call)), secret: null }
  return { status: 200, body: { data: encodeWebhook(endpoint, secret) } }
}

async function update(call: Call): Promise<WireAnswer> {
  const { endpoint, secret } = await updateEndpoint(call.ctx, {
    id: webhookOf(call),
    patch: () => decodePatch(call.json()),
  })
  // whoever turns signing on gets the new key, once, also without the right to see keys
  if (secret !== null) return { status: 200, body: { data: encodeWebhook(endpoint, secret) } }
  return answerOne(call, endpoint)
}

async function remove(call: Call): Promise<WireAnswer> {
  await deleteEndpoint(call.ctx, { id: webhookOf(call) })
  return { status: 204 }
}

/** Contract §2: the five, and no more. */
export const operations: readonly Operation[] = [
  {
    name: 'listWebhooks',
    method: 'GET',
    path: ROOT,
    door: 'view',
    permission: 'endpoint:read',
    doc: {
      summary: 'List webhooks',
      description: 'The webhooks that this app made, page by page.',
      tag,
      parameters: listParameters,
      answers: {
        200: { description: 'One page.', schema: webhookPageAnswer },
        ...refused(401, 403, 422, 429, 500, 503),
      },
    },
    handle: list,
  },
  {
    name: 'createWebhook',
    method: 'POST',
    path: ROOT,
    door: 'manage',
    permission: 'endpoint:create',
    doc: {
      summary: 'Create a webhook',
      description: 'With `auth_enable` it gets a secret, which is in the answer.',
      tag,
      body: createBody,
      answers: {
        201: { description: 'The webhook.', schema: webhookAnswer },
        ...refused(400, 401, 403, 413, 422, 429, 500, 503),
      },
    },
    handle: create,
  },
  {
    name: 'getWebhook',
    method: 'GET',
    path: ITEM,
    door: 'view',
    permission: 'endpoint:read',
    doc: {
      summary: 'Get a webhook',
      tag,
      parameters: [idParameter],
      answers: {
        200: { description: 'The webhook.', schema: webhookAnswer },
        ...refused(401, 403, 404, 429, 500, 503),
      },
    },
    handle: get,
  },
  {
    name: 'updateWebhook',
    method: 'PATCH',
    path: ITEM,
    door: 'manage',
    permission: 'endpoint:update',
    doc: {
      summary: 'Update a webhook',
      description: 'Only the fields in the body are changed. All of them, or none.',
      tag,
      parameters: [idParameter],
      body: updateBody,
      answers: {
        200: { description: 'The webhook as it is now.', schema: webhookAnswer },
        ...refused(400, 401, 403, 404, 413, 422, 429, 500, 503),
      },
    },
    handle: update,
  },
  {
    name: 'deleteWebhook',
    method: 'DELETE',
    path: ITEM,
    door: 'manage',
    permission: 'endpoint:delete',
    doc: {
      summary: 'Delete a webhook',
      description: 'For good. A second time it is not found.',
      tag,
      parameters: [idParameter],
      answers: {
        204: { description: 'It is gone.', schema: null },
        ...refused(401, 403, 404, 409, 413, 429, 500, 503),
      },
    },
    handle: remove,
  },
]
