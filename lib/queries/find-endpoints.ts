import { queryOptions } from '@tanstack/react-query'
import { listEndpointsAction } from '#lib/actions/endpoints.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

const RESULTS = 8

/** The first few endpoints whose name, URL or id has the text. */
export function findEndpointsOptions(team: string, search: string) {
  const query = { search, limit: RESULTS }
  return queryOptions({
    queryKey: queryKeys.endpointList(team, query),
    queryFn: () => runAction(listEndpointsAction({ team, ...query })),
  })
}
