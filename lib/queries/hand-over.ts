import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query'

/**
 * What a server component has read, for a `HydrationBoundary`: the browser goes on from it, keeps it live, and lets it
 * replace what it had cached before.
 */
export function handOver(...entries: readonly (readonly [QueryKey, unknown])[]): DehydratedState {
  const queries = new QueryClient()
  for (const [key, data] of entries) queries.setQueryData(key, data)
  return dehydrate(queries)
}
