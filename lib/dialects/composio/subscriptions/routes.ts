import type { Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { currentSecrets } from '#lib/domain/endpoints/current-secrets.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { listEndpointsOfDialect } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { PublicRef } from '#lib/domain/endpoints/ref.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { DomainError, isDomainError } from '#lib/domain/shared/errors.ts'
import type { ApiVersion } from '../api-version.ts'
import { decodeCreate, decodePatch } from './decode.ts'
import * as docs from './docs.ts'
import { encodeList, encodeSubscription } from './encode.ts'
import { decodePage } from './page.ts'
import { eventTypes, type RotatedWire, type SubscriptionWire } from './wire.ts'

const DIALECT = 'composio'
/** Each lost try means that somebody else's change was stored in between. */
const MAX_DELETE_TRIES = 20

/** Subscriptions contract §2, under one root. The static path stands before the one with an id. */
export function subscriptionOperations(version: ApiVersion): readonly Operation[] {
  const collection = `${version.root}/webhook_subscriptions`
  const item = `${collection}/:id`
  const named = (name: string) => `${name}${version.name}`
  return [
    {
      name: named('listSubscriptionEventTypes'),
      method: 'GET',
      path: `${collection}/event_types`,
      door: 'view',
      permission: 'endpoint:read',
      doc: docs.eventTypesDoc,
      handle: async () => ({ status: 200, body: eventTypes }),
    },
    {
      name: named('listSubscriptions'),
      method: 'GET',
      path: collection,
      door: 'view',
      permission: 'endpoint:read',
      doc: docs.listDoc(version.maxLimit),
      handle: (call) => list(call, version),
    },
    {
      name: named('createSubscription'),
      method: 'POST',
      path: collection,
      door: 'manage',
      permission: 'endpoint:create',
      doc: docs.createDoc,
      handle: create,
    },
    {
      name: named('getSubscription'),
      method: 'GET',
      path: item,
      door: 'view',
      permission: 'endpoint:read',
      doc: docs.getDoc,
      handle: async (call) => shown(call, version, await getEndpoint(call.ctx, refOf(call))),
    },
    {
      name: named('updateSubscription'),
      method: 'PATCH',
      path: item,
      door: 'manage',
      permission: 'endpoint:update',
      doc: docs.updateDoc,
      handle: (call) => update(call, version),
    },
    {
      name: named('deleteSubscription'),
      method: 'DELETE',
      path: item,
      door: 'manage',
      permission: 'endpoint:delete',
      doc: docs.deleteDoc,
      handle: remove,
    },
    {
      name: named('rotateSubscriptionSecret'),
      method: 'POST',
      path: `${item}/rotate_secret`,
      door: 'manage',
      permission: 'secret:rotate',
      doc: docs.rotateDoc,
      handle: rotate,
    },
  ]
}

async function list(call: Call, version: ApiVersion): Promise<WireAnswer> {
  const query = decodePage(call.query, version.maxLimit)
  const { items, total } = await listEndpointsOfDialect(call.ctx, {
    dialect: DIALECT,
    sort: { by: 'created', order: 'asc' },
    offset: (query.page - 1) * query.limit,
    limit: query.limit,
  })
  const secrets = await secretsFor(call, version, items)
  const wires = items.map((endpoint) => encodeSubscription(endpoint, secrets.get(endpoint.id)))
  return { status: 200, body: encodeList(wires, total, query) }
}

async function create({ ctx, json }: Call): Promise<WireAnswer> {
  const { endpoint, secret } = await createEndpoint(ctx, { dialect: DIALECT, fields: decodeCreate(json()) })
  return { status: 201, body: encodeSubscription(endpoint, secret ?? undefined) }
}

async function update(call: Call, version: ApiVersion): Promise<WireAnswer> {
  const { ctx, json } = call
  const { endpoint } = await updateEndpoint(ctx, { id: refOf(call), patch: () => decodePatch(json()) })
  return shown(call, version, endpoint)
}

/** Deletes also what somebody changed in that very moment: 409 is for creation alone (§2). */
async function remove(call: Call): Promise<WireAnswer> {
  for (let tries = 0; tries < MAX_DELETE_TRIES; tries++) {
    try {
      await deleteEndpoint(call.ctx, { id: refOf(call) })
      return { status: 200, body: { success: true } }
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'conflict') throw error
    }
  }
  throw new DomainError('unavailable', 'Too many people change this subscription at once. Try again.')
}

/** No body is asked for; one that comes all the same is not looked at. */
async function rotate(call: Call): Promise<WireAnswer> {
  const { endpoint, secret } = await rotateSecret(call.ctx, { id: refOf(call) })
  const body: RotatedWire = { id: endpoint.publicId, secret }
  return { status: 200, body }
}

function refOf(call: Call): PublicRef {
  return { dialect: DIALECT, publicId: call.param('id') }
}

async function shown(call: Call, version: ApiVersion, endpoint: EndpointWithSecrets): Promise<WireAnswer> {
  const secrets = await secretsFor(call, version, [endpoint])
  const body: SubscriptionWire = encodeSubscription(endpoint, secrets.get(endpoint.id))
  return { status: 200, body }
}

/** The whole secrets of a read: of v3.1 alone, and for a credential that may reveal them alone (§4). */
async function secretsFor(
  { ctx }: Call,
  { showsSecrets }: ApiVersion,
  endpoints: readonly EndpointWithSecrets[],
): Promise<ReadonlyMap<string, string>> {
  if (!showsSecrets || !can(ctx.actor, 'secret:reveal')) return new Map()
  return currentSecrets(
    ctx,
    endpoints.map((endpoint) => endpoint.id),
  )
}
