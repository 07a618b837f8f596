import type { BrowseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import type { ListEndpoints } from '#lib/domain/endpoints/list.ts'
import type { PageSources } from '#lib/domain/sources/list.ts'

/** What the browser keeps, by team, so that one call makes all of a kind stale. */
export const queryKeys = {
  team: (team: string) => [team] as const,
  endpoints: (team: string) => [team, 'endpoints'] as const,
  endpointList: (team: string, query: ListEndpoints) => [team, 'endpoints', 'list', query] as const,
  endpoint: (team: string, id: string) => [team, 'endpoints', 'one', id] as const,
  failingEndpoints: (team: string) => [team, 'endpoints', 'failing'] as const,
  changes: (team: string) => [team, 'changes'] as const,
  /** of one thing that has a page of its own */
  entityChanges: (team: string, kind: 'endpoint' | 'source' | 'oauth_app', id: string) =>
    [team, 'changes', kind, id] as const,
  deliveries: (team: string) => [team, 'deliveries'] as const,
  deliveryList: (team: string, query: BrowseDeliveries) => [team, 'deliveries', 'list', query] as const,
  delivery: (team: string, id: string) => [team, 'deliveries', 'one', id] as const,
  endpointActivity: (team: string, ids: readonly string[]) => [team, 'deliveries', 'activity', ids] as const,
  endpointHealth: (team: string, id: string) => [team, 'deliveries', 'health', id] as const,
  inspector: (team: string) => [team, 'inspector'] as const,
  inboxes: (team: string) => [team, 'inspector', 'inboxes'] as const,
  inboxRequests: (team: string, inboxId: string, cursor: string | undefined) =>
    [team, 'inspector', 'requests', inboxId, cursor ?? ''] as const,
  inboxRequest: (team: string, id: string) => [team, 'inspector', 'one', id] as const,
  sources: (team: string) => [team, 'sources'] as const,
  sourceLists: (team: string) => [team, 'sources', 'list'] as const,
  sourceList: (team: string, query: PageSources) => [team, 'sources', 'list', query] as const,
  source: (team: string, id: string) => [team, 'sources', 'one', id] as const,
  jobs: (team: string) => [team, 'jobs'] as const,
  job: (team: string, id: string) => [team, 'jobs', 'one', id] as const,
  eventTypes: (team: string) => [team, 'event-types'] as const,
  apiKeys: (team: string) => [team, 'api-keys'] as const,
  oauthApps: (team: string) => [team, 'oauth-apps'] as const,
  oauthAppList: (team: string) => [team, 'oauth-apps', 'list'] as const,
  oauthApp: (team: string, id: string) => [team, 'oauth-apps', 'one', id] as const,
  authors: (team: string, id: string) => [team, 'authors', id] as const,
} as const
