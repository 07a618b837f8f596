import type { Hono } from 'hono'
import { type Door, openDoor } from '#lib/dialects/kit/http/door.ts'
import type { ApiServices } from '#lib/dialects/kit/http/operation.ts'
import { authenticateToken, requireScope } from './auth.ts'
import { failures } from './errors.ts'
import { operations } from './operations.ts'
import { limitHeaders, limitOf, vendazeLimits } from './rate-limits.ts'

export { operations }

const door: Omit<Door, 'headers'> = {
  name: 'vendaze',
  roots: ['/v1'],
  operations,
  failures,
  authenticate: authenticateToken,
  enter: requireScope,
  leastRole: null,
  limits: vendazeLimits,
  limitOf,
}

/** Vendaze's API v1: the webhooks of one OAuth app. Contract §1 and §4: id and limit are on every answer. */
export function vendazeRoutes(services: ApiServices): Hono {
  const headers: Door['headers'] = ({ requestId, limit, method }) => ({
    'x-request-id': requestId,
    ...limitHeaders(services, method, limit),
  })
  return openDoor({ ...door, headers }, services)
}
