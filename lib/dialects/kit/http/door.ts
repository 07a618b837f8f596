import { Hono, type Context as HonoContext } from 'hono'
import type { Caller } from '#lib/domain/api-keys/caller.ts'
import { authorize } from '#lib/domain/authz/authorize.ts'
import { atLeast, type Role } from '#lib/domain/authz/permissions.ts'
import { clientAddressKey } from '#lib/domain/rate-limits/client-address.ts'
import { takePoint } from '#lib/domain/rate-limits/take-point.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'
import { MAX_BODY_BYTES } from '#lib/http/api-app.ts'
import { CLIENT_ADDRESS_HEADER, REQUEST_ID_HEADER } from '#lib/http/incoming-request.ts'
import { readBody } from '#lib/http/read-body.ts'
import { respond } from '#lib/http/respond.ts'
import { logger } from '#lib/observability/logger.ts'
import { type FailureTable, failureOf, internalFailure, RequestFault } from './failure.ts'
import { bodyJson } from './json-body.ts'
import type {
  ApiServices,
  Call,
  LimitRules,
  LimitState,
  LimitUse,
  Operation,
  WireAnswer,
} from './operation.ts'

/** What sets one dialect's door apart from the others. */
export interface Door {
  /** the dialect's name, for keys of limits and for the log */
  readonly name: string
  /** every path that begins so is this door's, also those that nobody knows */
  readonly roots: readonly string[]
  readonly operations: readonly Operation[]
  readonly failures: FailureTable
  /** finds the credential in the headers. Throws `CredentialError` */
  readonly authenticate: (header: Call['header'], now: Date) => Promise<Caller>
  /** what is asked between authentication and permission, as Storno's company header. Throws */
  readonly enter?: (caller: Caller, header: Call['header'], operation: Operation) => void
  /** the least role of a user, from the profile; keys and apps go by their scopes */
  readonly leastRole: { readonly view: Role; readonly manage: Role } | null
  readonly limits: LimitRules
  /** the limit that a request counts for, or null for none */
  readonly limitOf: (caller: Caller, method: string, operation: string) => LimitUse | null
  /** headers of every answer */
  readonly headers?: (info: {
    requestId: string
    limit: LimitState | null
    status: number
    method: string
  }) => Record<string, string>
  /** a path is the same with a slash at its end */
  readonly trailingSlash?: 'either'
  /** judges the body's media type. Throws `unsupported_media_type` */
  readonly checkMediaType?: (contentType: string | undefined, call: { method: string }) => void
}

const FAILED_CREDENTIALS = 'failed-credentials'

/** Wrong credentials from one client, of all doors together. */
export const sharedLimits = {
  [FAILED_CREDENTIALS]: { points: 300, windowSeconds: 60 },
} as const satisfies LimitRules

/**
 * A dialect's operations as a router. The order is the same for all: request id, authentication, rate limit, permission,
 * body's size, and then the operation: existence, body, change.
 */
export function openDoor(door: Door, services: ApiServices): Hono {
  const app = new Hono({ strict: false })
  const byPath = Map.groupBy(door.operations, (operation) => operation.path)
  for (const [path, operations] of byPath) {
    const allow = methodsOf(operations)
    for (const operation of operations)
      app.on(operation.method, path, (c) => answer(door, services, c, operation))
    app.on('OPTIONS', path, (c) =>
      write(c, door, { status: 204, headers: { allow: allow.join(', ') } }, null),
    )
    app.all(path, (c) => {
      const fault = new RequestFault('method_not_allowed', `${c.req.method} is not allowed here.`, allow)
      return refuse(door, c, fault, null, null)
    })
  }
  app.notFound((c) => refuse(door, c, new RequestFault('no_route', 'There is nothing here.'), null, null))
  app.onError((error, c) => refuse(door, c, error, null, null))
  return app
}

function methodsOf(operations: readonly Operation[]): string[] {
  const methods: string[] = operations.map((operation) => operation.method)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

async function answer(
  door: Door,
  services: ApiServices,
  c: HonoContext,
  operation: Operation,
): Promise<Response> {
  let limit: LimitState | null = null
  try {
    const header = (name: string) => c.req.header(name)
    const caller = await authenticated(door, services, header)
    limit = await counted(door, services, caller, operation)
    door.enter?.(caller, header, operation)
    const ctx = contextOf(services, caller, requestIdOf(c))
    if (operation.permission) authorize(ctx, operation.permission)
    refuseLowRole(door, ctx, operation)
    const bytes = await bodyOf(c, door)
    const call: Call = {
      ctx,
      caller,
      services,
      requestId: requestIdOf(c),
      method: c.req.method,
      path: c.req.path,
      param: (name) => c.req.param(name) ?? '',
      get query() {
        return new URL(c.req.url).searchParams
      },
      header,
      bytes,
      json: () => bodyJson(bytes),
    }
    return write(c, door, await operation.handle(call), limit)
  } catch (error) {
    return refuse(door, c, error, operation.name, limit)
  }
}

async function authenticated(door: Door, services: ApiServices, header: Call['header']): Promise<Caller> {
  try {
    return await door.authenticate(header, services.clock.now())
  } catch (error) {
    if (failureOf(error, { requestId: '', operation: null })?.code === 'unauthenticated') {
      const rule = services.limit(FAILED_CREDENTIALS) ?? sharedLimits[FAILED_CREDENTIALS]
      const key = clientAddressKey(header(CLIENT_ADDRESS_HEADER)) ?? ''
      const { retryAfterMs, ...state } = await takePoint({ name: FAILED_CREDENTIALS, rule, key })
      if (retryAfterMs !== null) throw new LimitReached(state, retryAfterMs)
    }
    throw error
  }
}

class LimitReached extends DomainError {
  readonly state: LimitState

  constructor(state: LimitState, retryAfterMs: number) {
    super('rate_limited', 'Too many requests.', { retryAfterMs })
    this.state = state
  }
}

async function counted(
  door: Door,
  services: ApiServices,
  caller: Caller,
  { method, name }: Operation,
): Promise<LimitState | null> {
  const use = door.limitOf(caller, method, name)
  if (!use) return null
  const own = door.limits[use.name]
  if (!own) throw new Error(`${use.name} is not among the limits of ${door.name}.`)
  const rule = services.limit(use.name) ?? own
  const { retryAfterMs, ...state } = await takePoint({ ...use, rule })
  if (retryAfterMs !== null) throw new LimitReached(state, retryAfterMs)
  return state
}

function contextOf(services: ApiServices, caller: Caller, requestId: string): Context {
  const { clock, profile, notify } = services
  return { teamId: caller.teamId, actor: caller.actor, requestId, clock, profile, notify }
}

/** A user needs the role that the dialect's own door asks for; a key or an app was given its scopes one by one. */
function refuseLowRole(door: Door, { actor }: Context, operation: Operation): void {
  const least = door.leastRole?.[operation.door]
  if (!least || actor.role === null || atLeast(actor.role, least)) return
  throw new DomainError('forbidden', `This needs the role ${least} or above.`)
}

async function bodyOf(c: HonoContext, door: Door): Promise<Uint8Array> {
  const { method } = c.req
  if (method === 'GET' || method === 'HEAD') return new Uint8Array()
  const bytes = await readBody(c.req.raw, MAX_BODY_BYTES)
  if (bytes === null) throw new RequestFault('too_large', `The body is larger than ${MAX_BODY_BYTES} bytes.`)
  if (bytes.byteLength > 0) door.checkMediaType?.(c.req.header('content-type'), { method })
  return bytes
}

function refuse(
  door: Door,
  c: HonoContext,
  error: unknown,
  operation: string | null,
  limit: LimitState | null,
): Response {
  const info = { requestId: requestIdOf(c), operation }
  let failure = failureOf(error, info)
  if (!failure) {
    logger().error({ err: error, door: door.name, ...info }, 'A request failed')
    failure = internalFailure(info)
  }
  const state = error instanceof LimitReached ? error.state : limit
  const { status, body, headers } = door.failures[failure.code]({ ...failure, limit: state })
  const allow = failure.allow.length > 0 ? { allow: failure.allow.join(', ') } : {}
  const retry: Record<string, string> =
    failure.retryAfterMs === null
      ? {}
      : { 'retry-after': String(Math.max(1, Math.ceil(failure.retryAfterMs / 1000))) }
  return write(c, door, { status, body, headers: { ...allow, ...retry, ...headers } }, state)
}

function write(c: HonoContext, door: Door, wire: WireAnswer, limit: LimitState | null): Response {
  const { status, body } = wire
  const headers = {
    ...door.headers?.({ requestId: requestIdOf(c), limit, status, method: c.req.method }),
    'cache-control': 'no-store',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...wire.headers,
  }
  return respond(c, { status, headers, body: body === undefined ? null : JSON.stringify(body) })
}

function requestIdOf(c: HonoContext): string {
  return c.req.header(REQUEST_ID_HEADER) ?? ''
}
