import type { Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { currentSecrets } from '#lib/domain/endpoints/current-secrets.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { getEndpointWithSecret } from '#lib/domain/endpoints/get-with-secret.ts'
import { listEndpointsOfDialect } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { PublicRef } from '#lib/domain/endpoints/ref.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import type { ApiVersion } from '../api-version.ts'
import { decodeCreate, decodePatch } from './decode.ts'
import * as docs from './docs.ts'
import { encodeList, encodeSubscription } from './encode.ts'
import { decodePage } from './page.ts'
import { eventTypes, type RotatedWire, type SubscriptionWire } from './wire.ts'

const DIALECT = 'composio'
/** Each lost try means that somebody else's change was stored in between. */

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
      handle: (call) => get(call, version),
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

async function get(call: Call, version: ApiVersion): Promise<WireAnswer> {
  const { ctx } = call
  const { endpoint, secret } = revealsSecrets(call, version)
    ? await getEndpointWithSecret(ctx, refOf(call))
    : { endpoint: await getEndpoint(ctx, refOf(call)), secret: null }
  const body: SubscriptionWire = encodeSubscription(endpoint, secret ?? undefined)
  return { status: 200, body }
}

async function update(call: Call, version: ApiVersion): Promise<WireAnswer> {
  const { ctx, json } = call
  const { endpoint } = await updateEndpoint(ctx, { id: refOf(call), patch: () => decodePatch(json()) })
  return shown(call, version, endpoint)
}

async function remove(call: Call): Promise<WireAnswer> {
  await deleteEndpoint(call.ctx, { id: refOf(call) })
  return { status: 200, body: { success: true } }
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

/** Reads show whole secrets in v3.1 alone, and to a credential that may reveal them alone (§4). */
function revealsSecrets({ ctx }: Call, { showsSecrets }: ApiVersion): boolean {
  return showsSecrets && can(ctx.actor, 'secret:reveal')
}

async function secretsFor(
  call: Call,
  version: ApiVersion,
  endpoints: readonly EndpointWithSecrets[],
): Promise<ReadonlyMap<string, string>> {
  if (!revealsSecrets(call, version)) return new Map()
  return currentSecrets(
    call.ctx,
    endpoints.map((endpoint) => endpoint.id),
  )
}
