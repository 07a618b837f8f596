import type { Hono } from 'hono'
import { type Door, openDoor } from '#lib/dialects/kit/http/door.ts'
import type { ApiServices, LimitRules, LimitState, Operation } from '#lib/dialects/kit/http/operation.ts'
import { authenticateRequest } from './auth.ts'
import { changeOperations } from './changes/operations.ts'
import { endpointDeliveryOperations } from './deliveries/endpoint-operations.ts'
import { deliveryOperations } from './deliveries/operations.ts'
import { endpointOperations } from './endpoints/operations.ts'
import { failures } from './errors.ts'
import { eventTypeOperations } from './event-types/operations.ts'
import { bulkOperation, jobOperations } from './jobs/operations.ts'
import { keyOperations } from './keys/operations.ts'
import { checkMediaType } from './media-type.ts'
import { invitationOperations } from './members/invitation-operations.ts'
import { memberOperations } from './members/operations.ts'
import { messageOperations } from './messages/operations.ts'
import { ROOT } from './operation.ts'
import { secretOperations } from './secrets/operations.ts'
import { teamOperations } from './team/operations.ts'

/** Patchbay's own API, over the endpoints of all dialects. */
export const standardOperations: readonly Operation[] = [
  bulkOperation,
  ...endpointOperations,
  ...endpointDeliveryOperations,
  ...secretOperations,
  ...jobOperations,
  ...messageOperations,
  ...deliveryOperations,
  ...eventTypeOperations,
  ...changeOperations,
  ...memberOperations,
  ...invitationOperations,
  ...keyOperations,
  ...teamOperations,
]

export const standardLimits: LimitRules = {
  'standard.requests': { points: 1_000, windowSeconds: 60 },
  // a program's steady work
  'standard.publish': { points: 60_000, windowSeconds: 60 },
}
const publishing: ReadonlySet<string> = new Set(
  messageOperations.filter(({ permission }) => permission === 'message:publish').map(({ name }) => name),
)

const door: Door = {
  name: 'standard',
  roots: [ROOT],
  operations: standardOperations,
  failures,
  authenticate: authenticateRequest,
  leastRole: null,
  limits: standardLimits,
  limitOf: ({ credentialId }, _method, operation) => ({
    name: publishing.has(operation) ? 'standard.publish' : 'standard.requests',
    key: credentialId,
  }),
  headers: ({ limit }) => (limit ? limitHeaders(limit) : {}),
  checkMediaType,
}

/** As draft-ietf-httpapi-ratelimit-headers has them. The limit's time is the system's. */
function limitHeaders({ limit, remaining, windowSeconds, resetsAt }: LimitState): Record<string, string> {
  const seconds = Math.max(0, Math.ceil((resetsAt.getTime() - Date.now()) / 1000))
  return {
    'ratelimit-policy': `"default";q=${limit};w=${windowSeconds}`,
    ratelimit: `"default";r=${remaining};t=${seconds}`,
  }
}

export function standardRoutes(services: ApiServices): Hono {
  return openDoor(door, services)
}
