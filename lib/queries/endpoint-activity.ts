import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { endpointActivityAction } from '#lib/actions/deliveries.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** The last day of each endpoint of a page, apart from the list, so that the list waits for nothing. */
export function endpointActivityOptions(team: string, ids: readonly string[]) {
  // in another order it is the same
  const sorted = [...ids].sort()
  return queryOptions({
    queryKey: queryKeys.endpointActivity(team, sorted),
    queryFn: () => runAction(endpointActivityAction({ team, ids: sorted })),
    enabled: sorted.length > 0,
    placeholderData: keepPreviousData,
  })
}
