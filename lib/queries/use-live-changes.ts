import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { queryKeys } from './keys.ts'
import { listenToTeam } from './live-stream.ts'
import { refreshPeople } from './team.ts'

/** Keeps what the page shows of a team up to date with what others change. `userId` is the reader's own. */
export function useLiveChanges(team: string, userId: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    const onEvent = (event: LiveEvent) => {
      if (event.entity === 'endpoint') {
        if (event.actorId !== userId)
          queries.setQueryData<Record<string, string>>(queryKeys.authors(team, event.entityId), (before) => ({
            ...before,
            ...Object.fromEntries(event.fields.map((field) => [field, event.actorLabel])),
          }))
        const cached = queries.getQueryData<{ version: number }>(queryKeys.endpoint(team, event.entityId))
        if (event.version === null || !cached || cached.version < event.version) {
          void queries.invalidateQueries({ queryKey: queryKeys.endpoint(team, event.entityId) })
          void queries.invalidateQueries({ queryKey: [...queryKeys.endpoints(team), 'list'] })
        }
      }
      refreshPeople(queries, team, userId, event)
      if (event.entity === 'event_type')
        void queries.invalidateQueries({ queryKey: queryKeys.eventTypes(team) })
      void queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
    }
    return listenToTeam(
      team,
      onEvent,
      () => void queries.invalidateQueries({ queryKey: queryKeys.team(team) }),
    )
  }, [queries, team, userId])
}
