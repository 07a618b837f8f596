import type { QueryClient } from '@tanstack/react-query'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { noteAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'

/** Makes stale what a change of a key or an app touched; `userId` is the reader's own. */
export function refreshCredentials(
  queries: QueryClient,
  team: string,
  userId: string,
  event: LiveEvent,
): void {
  if (event.entity === 'api_key') void queries.invalidateQueries({ queryKey: queryKeys.apiKeys(team) })
  if (event.entity !== 'oauth_app') return
  if (event.action === 'oauth_app.updated') noteAuthors(queries, team, userId, event)
  const cached = queries.getQueryData<{ version: number }>(queryKeys.oauthApp(team, event.entityId))
  if (event.version === null || !cached || cached.version < event.version)
    void queries.invalidateQueries({ queryKey: queryKeys.oauthApps(team) })
}
