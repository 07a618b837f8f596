import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { noteAuthors } from './authors.ts'
import { queryKeys } from './keys.ts'
import { listenToTeam } from './live-stream.ts'
import { refreshCredentials } from './refresh-credentials.ts'
import { refreshSteadily } from './refresh-steadily.ts'
import { refreshPeople } from './team.ts'

/** Keeps what the page shows of a team up to date with what others change. `userId` is the reader's own. */
export function useLiveChanges(team: string, userId: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    const onEvent = (event: LiveEvent) => {
      // not a change of anything: nothing else follows from it
      if (event.entity === 'delivery') return void refreshSteadily(queries, queryKeys.deliveries(team))
      if (event.entity === 'inspector') return void refreshSteadily(queries, queryKeys.inspector(team))
      if (event.entity === 'endpoint') {
        void refreshSteadily(queries, queryKeys.failingEndpoints(team))
        noteAuthors(queries, team, userId, event)
        const cached = queries.getQueryData<{ version: number }>(queryKeys.endpoint(team, event.entityId))
        if (event.version === null || !cached || cached.version < event.version) {
          void queries.invalidateQueries({ queryKey: queryKeys.endpoint(team, event.entityId) })
          void refreshSteadily(queries, [...queryKeys.endpoints(team), 'list'])
        }
      }
      if (event.entity === 'job') void refreshSteadily(queries, queryKeys.job(team, event.entityId))
      if (event.entity === 'source') refreshSource(queries, team, userId, event)
      refreshPeople(queries, team, userId, event)
      refreshCredentials(queries, team, userId, event)
      if (event.entity === 'event_type') {
        noteAuthors(queries, team, userId, event)
        void queries.invalidateQueries({ queryKey: queryKeys.eventTypes(team) })
      }
      void refreshSteadily(queries, queryKeys.changes(team))
    }
    return listenToTeam(
      team,
      onEvent,
      () => void queries.invalidateQueries({ queryKey: queryKeys.team(team) }),
    )
  }, [queries, team, userId])
}

function refreshSource(queries: QueryClient, team: string, userId: string, event: LiveEvent): void {
  noteAuthors(queries, team, userId, event)
  const cached = queries.getQueryData<{ version: number }>(queryKeys.source(team, event.entityId))
  if (event.version === null || (cached && cached.version >= event.version)) return
  void queries.invalidateQueries({ queryKey: queryKeys.source(team, event.entityId) })
  void queries.invalidateQueries({ queryKey: queryKeys.sourceLists(team) })
}
