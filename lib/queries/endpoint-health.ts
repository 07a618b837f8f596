import { queryOptions } from '@tanstack/react-query'
import { endpointHealthAction } from '#lib/actions/deliveries.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** Behind the live feed, which tells of what was sent: also what only begins to wait shows up soon. */
const POLL_MS = 10_000

/** The last day of an endpoint, and what waits for it. */
export function endpointHealthOptions(team: string, endpointId: string) {
  return queryOptions({
    queryKey: queryKeys.endpointHealth(team, endpointId),
    queryFn: () => runAction(endpointHealthAction({ team, id: endpointId })),
    refetchInterval: POLL_MS,
  })
}
