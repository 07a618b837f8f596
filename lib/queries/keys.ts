import type { ListEndpoints } from '#lib/domain/endpoints/list.ts'

/** What the browser keeps, by team, so that one call makes all of a kind stale. */
export const queryKeys = {
  team: (team: string) => [team] as const,
  endpoints: (team: string) => [team, 'endpoints'] as const,
  endpointList: (team: string, query: ListEndpoints) => [team, 'endpoints', 'list', query] as const,
  endpoint: (team: string, id: string) => [team, 'endpoints', 'one', id] as const,
  changes: (team: string) => [team, 'changes'] as const,
  endpointChanges: (team: string, id: string) => [team, 'changes', 'endpoint', id] as const,
  eventTypes: (team: string) => [team, 'event-types'] as const,
  authors: (team: string, id: string) => [team, 'authors', id] as const,
} as const
