import type { Hono } from 'hono'
import { type Door, openDoor } from '#lib/dialects/kit/http/door.ts'
import { nameOfUrl } from '#lib/dialects/kit/http/endpoint-name.ts'
import type { ApiServices, Call, LimitRules, Operation } from '#lib/dialects/kit/http/operation.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { getDelivery } from '#lib/domain/deliveries/get-delivery.ts'
import { listDeliveries } from '#lib/domain/deliveries/list-deliveries.ts'
import { replayDelivery } from '#lib/domain/deliveries/replay.ts'
import { sendTest, TEST_EVENT } from '#lib/domain/deliveries/send-test.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { getEndpointWithSummary } from '#lib/domain/endpoints/get-with-summary.ts'
import { listEndpointsOfDialect } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { EndpointRef } from '#lib/domain/endpoints/ref.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'
import { authenticateRequest, requireCompany } from './auth.ts'
import { decodeCreate, decodePatch, decodeTest } from './decode.ts'
import { readDeliveryQuery } from './delivery-query.ts'
import { docs } from './docs.ts'
import {
  encodeDeliveryDetail,
  encodeDeliveryRow,
  encodeTest,
  encodeWebhook,
  encodeWebhookDetail,
  publishedEvents,
} from './encode.ts'
import { failures } from './errors.ts'
import { stornoProfile } from './profile.ts'
import type { DeliveryPageWire } from './wire.ts'

const { dialect } = stornoProfile
const ROOT = '/api/v1/webhooks'
const ONE = `${ROOT}/:uuid`

const LIST_EVENTS = 'listEvents'

/** Contract §2, form (a); retrying a delivery is the backend's (c). */
export const stornoOperations: readonly Operation[] = [
  {
    name: LIST_EVENTS,
    method: 'GET',
    path: `${ROOT}/events`,
    door: 'view',
    // whoever is known may see it: contract §2 names no refusal but 401
    permission: null,
    doc: docs.listEvents,
    handle: async () => ({ status: 200, body: publishedEvents }),
  },
  {
    name: 'listWebhooks',
    method: 'GET',
    path: ROOT,
    door: 'view',
    permission: 'endpoint:read',
    doc: docs.listWebhooks,
    async handle({ ctx }) {
      const sort = { by: 'created', order: 'desc' } as const
      const { items } = await listEndpointsOfDialect(ctx, { dialect, sort, offset: 0, limit: null })
      return { status: 200, body: items.map((endpoint) => encodeWebhook(endpoint)) }
    },
  },
  {
    name: 'createWebhook',
    method: 'POST',
    path: ROOT,
    door: 'manage',
    permission: 'endpoint:create',
    doc: docs.createWebhook,
    async handle(call) {
      const fields = decodeCreate(call.json())
      const named = { name: nameOfUrl(fields.url), ...fields }
      const { endpoint, secret } = await createEndpoint(call.ctx, { dialect, fields: named })
      return { status: 201, body: encodeWebhook(endpoint, secret ?? undefined) }
    },
  },
  {
    name: 'getWebhook',
    method: 'GET',
    path: ONE,
    door: 'view',
    permission: 'endpoint:read',
    doc: docs.getWebhook,
    async handle(call) {
      const { ctx } = call
      const ref = refOf(call)
      const { endpoint, summary } = can(ctx.actor, 'delivery:read')
        ? await getEndpointWithSummary(ctx, ref)
        : { endpoint: await getEndpoint(ctx, ref), summary: null }
      return { status: 200, body: encodeWebhookDetail(endpoint, summary) }
    },
  },
  {
    name: 'updateWebhook',
    method: 'PATCH',
    path: ONE,
    door: 'manage',
    permission: 'endpoint:update',
    doc: docs.updateWebhook,
    async handle(call) {
      const patch = () => decodePatch(call.json())
      const { endpoint } = await updateEndpoint(call.ctx, { id: refOf(call), patch })
      return { status: 200, body: encodeWebhook(endpoint) }
    },
  },
  {
    name: 'deleteWebhook',
    method: 'DELETE',
    path: ONE,
    door: 'manage',
    permission: 'endpoint:delete',
    doc: docs.deleteWebhook,
    async handle(call) {
      await deleteEndpoint(call.ctx, { id: refOf(call) })
      return { status: 204 }
    },
  },
  {
    name: 'regenerateSecret',
    method: 'POST',
    path: `${ONE}/regenerate-secret`,
    door: 'manage',
    permission: 'secret:rotate',
    doc: docs.regenerateSecret,
    async handle(call) {
      const { endpoint, secret } = await rotateSecret(call.ctx, { id: refOf(call) })
      return { status: 200, body: encodeWebhook(endpoint, secret) }
    },
  },
  {
    name: 'listDeliveries',
    method: 'GET',
    path: `${ONE}/deliveries`,
    door: 'view',
    permission: 'delivery:read',
    doc: docs.listDeliveries,
    async handle(call) {
      const { id } = await getEndpoint(call.ctx, refOf(call))
      const { filter, page, limit } = readDeliveryQuery(call.query)
      const query = { endpointId: id, filter, offset: (page - 1) * limit, limit }
      const { items, total } = await listDeliveries(call.ctx, query)
      const pages = Math.ceil(total / limit)
      const body: DeliveryPageWire = { data: items.map(encodeDeliveryRow), total, page, limit, pages }
      return { status: 200, body }
    },
  },
  {
    name: 'getDelivery',
    method: 'GET',
    path: `${ONE}/deliveries/:deliveryUuid`,
    door: 'view',
    permission: 'delivery:read',
    doc: docs.getDelivery,
    async handle(call) {
      const endpoint = await getEndpoint(call.ctx, refOf(call))
      const query = { endpointId: endpoint.id, deliveryId: call.param('deliveryUuid') }
      return { status: 200, body: encodeDeliveryDetail(await getDelivery(call.ctx, query), endpoint) }
    },
  },
  {
    name: 'testWebhook',
    method: 'POST',
    path: `${ONE}/test`,
    door: 'manage',
    permission: 'endpoint:test',
    doc: docs.testWebhook,
    async handle(call) {
      const { id, publicId } = await getEndpoint(call.ctx, refOf(call))
      const eventType = decodeTest(call.bytes.byteLength === 0 ? {} : call.json()) ?? TEST_EVENT
      const test = eventType === TEST_EVENT ? { payload: testPayload(publicId) } : {}
      const sent = await sendTest(call.ctx, { endpoint: id, eventType, ...test })
      return { status: 200, body: encodeTest(sent) }
    },
  },
  {
    name: 'retryDelivery',
    method: 'POST',
    path: `${ONE}/deliveries/:deliveryUuid/retry`,
    door: 'manage',
    permission: 'delivery:replay',
    doc: docs.retryDelivery,
    async handle(call) {
      const { id: endpointId } = await getEndpoint(call.ctx, refOf(call))
      const again = { endpointId, deliveryId: call.param('deliveryUuid') }
      await replayDelivery(call.ctx, again).catch(refuseAsConflict)
      return { status: 202, body: { status: 'queued' } }
    },
  },
]

/** Contract §6: a bucket of 50,000 that gets back 500 every two minutes is full again after 12,000 seconds. */
export const stornoLimits: LimitRules = { 'storno.api': { points: 50_000, windowSeconds: 12_000 } }

const door: Door = {
  name: dialect,
  roots: ['/api/v1'],
  operations: stornoOperations,
  failures,
  authenticate: authenticateRequest,
  enter: (caller, header, operation) => {
    if (operation.name !== LIST_EVENTS) requireCompany(caller, header)
  },
  leastRole: stornoProfile.door,
  limits: stornoLimits,
  limitOf: (caller) => ({ name: 'storno.api', key: caller.credentialId }),
}

/** Storno's webhooks, API v1. */
export function stornoRoutes(services: ApiServices): Hono {
  return openDoor(door, services)
}

/** Contract §4, «test data» of form (a). */
const testPayload = (webhookUuid: string) => ({
  message: 'This is a test delivery from Storno.ro',
  webhookUuid,
})

/** Contract §2: an inactive webhook is 422 for a test and 409 for a retry. */
function refuseAsConflict(error: unknown): never {
  if (error instanceof DomainError && error.code === 'wrong_state')
    throw new DomainError('conflict', error.message)
  throw error
}

/** UUIDs have no case. */
function refOf(call: Call): EndpointRef {
  return { dialect, publicId: call.param('uuid').toLowerCase() }
}
