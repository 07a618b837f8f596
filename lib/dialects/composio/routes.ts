import type { Hono } from 'hono'
import { type Door, openDoor } from '#lib/dialects/kit/http/door.ts'
import type { ApiServices, LimitRules, LimitUse, Operation } from '#lib/dialects/kit/http/operation.ts'
import type { Caller } from '#lib/domain/api-keys/caller.ts'
import { apiVersions } from './api-version.ts'
import { authenticateKey } from './auth.ts'
import { endpointOperations } from './endpoints/routes.ts'
import { failures } from './errors.ts'
import { mountIngress } from './ingress.ts'
import { subscriptionOperations } from './subscriptions/routes.ts'

/** Both resources under both roots. */
export const operations: readonly Operation[] = apiVersions.flatMap((version) => [
  ...subscriptionOperations(version),
  ...endpointOperations(version),
])

/** Endpoints contract §7: of an organization, which is our team; the vendor's smallest plan. */
export const composioLimits: LimitRules = { composio: { points: 20_000, windowSeconds: 600 } }

const door: Door = {
  name: 'composio',
  roots: apiVersions.map((version) => version.root),
  operations,
  failures,
  authenticate: authenticateKey,
  leastRole: null,
  limits: composioLimits,
  limitOf,
  headers: ({ limit }) =>
    limit === null
      ? {}
      : {
          'x-ratelimit': String(limit.limit),
          'x-ratelimit-remaining': String(limit.remaining),
          'x-ratelimit-window-size': `${limit.windowSeconds}s`,
        },
}

function limitOf(caller: Caller): LimitUse {
  return { name: 'composio', key: caller.teamId }
}

/** Webhook subscriptions and webhook endpoints under `/api/v3` and `/api/v3.1`. */
export function composioRoutes(services: ApiServices): Hono {
  const app = openDoor(door, services)
  mountIngress(app)
  return app
}
