import type { Hono } from 'hono'
import { type Door, openDoor } from '#lib/dialects/kit/http/door.ts'
import { nameOfUrl } from '#lib/dialects/kit/http/endpoint-name.ts'
import type { ApiServices, Call, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import { listAttempts } from '#lib/domain/deliveries/list-attempts.ts'
import { replayMessages } from '#lib/domain/deliveries/replay.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { listEndpointsOfDialect } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { EndpointRef } from '#lib/domain/endpoints/ref.ts'
import { revealSecret } from '#lib/domain/endpoints/reveal-secret.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { notFound } from '#lib/domain/shared/errors.ts'
import { confirmPassword } from '#lib/domain/users/confirm-password.ts'
import { authenticateRequest } from './auth.ts'
import {
  decodeBulkResend,
  decodeCreate,
  decodePatch,
  decodeReplacement,
  decodeResend,
  decodeReveal,
} from './decode.ts'
import { docs } from './docs.ts'
import { encodeAttempt, encodeEndpoint } from './encode.ts'
import { failures } from './errors.ts'
import { attemptSort, endpointSort, pageOf, readSlice } from './pages.ts'
import { selfcommunityProfile } from './profile.ts'

const { dialect } = selfcommunityProfile
const ROOT = '/api/v2/webhook/endpoint'
const ONE = `${ROOT}/:id`

/** Contract §2. Paths are served with a slash, too. */
export const selfcommunityOperations: readonly Operation[] = [
  {
    name: 'listEndpoints',
    method: 'GET',
    path: ROOT,
    door: 'view',
    permission: 'endpoint:read',
    doc: docs.listEndpoints,
    handle: (call) => listing(call, { sort: endpointSort(call.query) }),
  },
  {
    name: 'createEndpoint',
    method: 'POST',
    path: ROOT,
    door: 'manage',
    permission: 'endpoint:create',
    doc: docs.createEndpoint,
    async handle(call) {
      const fields = decodeCreate(bodyOf(call))
      const named = { name: nameOfUrl(fields.url), ...fields }
      const { endpoint } = await createEndpoint(call.ctx, { dialect, fields: named })
      return { status: 201, body: encodeEndpoint(endpoint) }
    },
  },
  {
    name: 'searchEndpoints',
    method: 'GET',
    path: `${ROOT}/search`,
    door: 'view',
    permission: 'endpoint:read',
    doc: docs.searchEndpoints,
    handle: (call) =>
      listing(call, { sort: { by: 'created', order: 'desc' }, url: call.query.get('target') ?? '' }),
  },
  {
    name: 'listEvents',
    method: 'GET',
    path: `${ROOT}/event`,
    door: 'view',
    permission: 'event-type:read',
    doc: docs.listEvents,
    async handle({ ctx }) {
      const catalogue = await eventCatalogue(ctx, selfcommunityProfile)
      return { status: 200, body: catalogue.map((event) => event.type) }
    },
  },
  {
    name: 'getEndpoint',
    method: 'GET',
    path: ONE,
    door: 'view',
    permission: 'endpoint:read',
    doc: docs.getEndpoint,
    handle: async (call) => ({
      status: 200,
      body: encodeEndpoint(await getEndpoint(call.ctx, refOf(call))),
    }),
  },
  {
    name: 'replaceEndpoint',
    method: 'PUT',
    path: ONE,
    door: 'manage',
    permission: 'endpoint:update',
    doc: docs.replaceEndpoint,
    handle: (call) => updating(call, decodeReplacement),
  },
  {
    name: 'updateEndpoint',
    method: 'PATCH',
    path: ONE,
    door: 'manage',
    permission: 'endpoint:update',
    doc: docs.updateEndpoint,
    handle: (call) => updating(call, decodePatch),
  },
  {
    name: 'deleteEndpoint',
    method: 'DELETE',
    path: ONE,
    door: 'manage',
    permission: 'endpoint:delete',
    doc: docs.deleteEndpoint,
    async handle(call) {
      await deleteEndpoint(call.ctx, { id: refOf(call) })
      return { status: 204 }
    },
  },
  {
    name: 'listAttempts',
    method: 'GET',
    path: `${ONE}/attempt`,
    door: 'view',
    permission: 'delivery:read',
    doc: docs.listAttempts,
    async handle(call) {
      const endpoint = await getEndpoint(call.ctx, refOf(call))
      const slice = readSlice(call.query)
      const query = { endpointId: endpoint.id, sort: attemptSort(call.query), ...slice }
      const { items, total } = await listAttempts(call.ctx, query)
      const results = items.map((attempt) => encodeAttempt(attempt, endpoint))
      return { status: 200, body: pageOf(requestOf(call), slice, total, results) }
    },
  },
  {
    name: 'revealSecret',
    method: 'POST',
    path: `${ONE}/secret/reveal`,
    door: 'manage',
    permission: 'secret:reveal',
    doc: docs.revealSecret,
    async handle(call) {
      const { id } = await getEndpoint(call.ctx, refOf(call))
      const password = decodeReveal(bodyOf(call))
      if (password !== undefined) await confirmPassword({ userId: call.caller.userId, password })
      return { status: 201, body: { signing_secret: await revealSecret(call.ctx, { id }) } }
    },
  },
  {
    name: 'expireSecret',
    method: 'POST',
    path: `${ONE}/secret/expire`,
    door: 'manage',
    permission: 'secret:rotate',
    doc: docs.expireSecret,
    async handle(call) {
      const { endpoint } = await rotateSecret(call.ctx, { id: refOf(call) })
      return { status: 200, body: encodeEndpoint(endpoint) }
    },
  },
  {
    name: 'resendEvent',
    method: 'POST',
    path: `${ONE}/event/resend`,
    door: 'manage',
    permission: 'delivery:replay',
    doc: docs.resendEvent,
    handle: (call) => resending(call, (body) => [decodeResend(body)]),
  },
  {
    name: 'resendEvents',
    method: 'POST',
    path: `${ONE}/event/resend/bulk`,
    door: 'manage',
    permission: 'delivery:replay',
    doc: docs.resendEvents,
    handle: (call) => resending(call, decodeBulkResend),
  },
]

const door: Door = {
  name: dialect,
  roots: ['/api/v2'],
  operations: selfcommunityOperations,
  failures,
  authenticate: authenticateRequest,
  leastRole: selfcommunityProfile.door,
  // the vendor publishes no numbers
  limits: {},
  limitOf: () => null,
  trailingSlash: 'either',
}

/** SelfCommunity's webhook endpoints, API v2. */
export function selfcommunityRoutes(services: ApiServices): Hono {
  return openDoor(door, services)
}

/** C6: a whole number; anything else is nobody's id. */
function refOf(call: Call): EndpointRef {
  const id = call.param('id')
  if (!/^\d{1,18}$/.test(id)) throw notFound('Endpoint')
  return { dialect, publicId: String(BigInt(id)) }
}

/** An empty body counts as an object without keys, as the framework has it. */
function bodyOf(call: Call): unknown {
  return call.bytes.byteLength === 0 ? {} : call.json()
}

async function updating(call: Call, decode: (body: unknown) => unknown): Promise<WireAnswer> {
  const patch = () => decode(bodyOf(call))
  const { endpoint } = await updateEndpoint(call.ctx, { id: refOf(call), patch })
  return { status: 200, body: encodeEndpoint(endpoint) }
}

async function resending(call: Call, decode: (body: unknown) => readonly number[]): Promise<WireAnswer> {
  const { id: endpoint } = await getEndpoint(call.ctx, refOf(call))
  await replayMessages(call.ctx, { endpoint, numbers: decode(bodyOf(call)) })
  return { status: 204 }
}

type Listing = Pick<Parameters<typeof listEndpointsOfDialect>[1], 'sort' | 'url'>

async function listing(call: Call, which: Listing): Promise<WireAnswer> {
  const slice = readSlice(call.query)
  // no URL has a NUL, and PostgreSQL takes none to look for
  const { items, total } = which.url?.includes('\u0000')
    ? { items: [], total: 0 }
    : await listEndpointsOfDialect(call.ctx, { dialect, ...which, ...slice })
  return { status: 200, body: pageOf(requestOf(call), slice, total, items.map(encodeEndpoint)) }
}

function requestOf({ services: { origin }, path, query }: Call) {
  return { origin, path, query }
}
