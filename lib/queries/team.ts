import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  getDeliverySettingsAction,
  getTeamAction,
  updateDeliverySettingsAction,
  updateTeamAction,
} from '#lib/actions/teams.ts'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { peopleKeys } from './people-keys.ts'
import { runAction } from './run-action.ts'

/** The team's own settings. */
export function teamOptions(team: string) {
  return queryOptions({
    queryKey: peopleKeys.settings(team),
    queryFn: () => runAction(getTeamAction({ team })),
  })
}

/** Who renamed the team elsewhere since the page was opened. */
export function teamAuthorOptions(team: string) {
  return queryOptions({
    queryKey: peopleKeys.settingsAuthor(team),
    queryFn: (): string | null => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Renames the team. Fails with an `ActionError`; `conflict` says who was first and what stands now. */
export function useRenameTeam(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, version }: { name: string; version: number }) =>
      runAction(updateTeamAction({ team, version, patch: { name } })),
    onSuccess: (saved) => {
      queries.setQueryData(teamOptions(team).queryKey, (cached) =>
        cached && cached.version > saved.version ? cached : saved,
      )
    },
  })
}

/** How the team's deliveries are kept, and what becomes of endpoints that fail. */
export function deliverySettingsOptions(team: string) {
  return queryOptions({
    queryKey: peopleKeys.deliverySettings(team),
    queryFn: () => runAction(getDeliverySettingsAction({ team })),
  })
}

export interface DeliverySettingsVariables {
  readonly patch: { readonly retentionDays?: number | null; readonly pauseAfterDays?: number | null }
  readonly version: number
}

/** Sends exactly the keys of `patch`. Fails with an `ActionError`; `conflict` says who was first and what stands now. */
export function useUpdateDeliverySettings(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ patch, version }: DeliverySettingsVariables) =>
      runAction(updateDeliverySettingsAction({ team, version, patch: { ...patch } })),
    onSuccess: (saved) => {
      queries.setQueryData(deliverySettingsOptions(team).queryKey, (cached) =>
        cached && cached.version > saved.version ? cached : saved,
      )
    },
  })
}

/** Makes stale what a change of the team or its people touched; `userId` is the reader's own. */
export function refreshPeople(queries: QueryClient, team: string, userId: string, event: LiveEvent): void {
  if (event.entity === 'team') {
    if (event.actorId !== userId) queries.setQueryData(peopleKeys.settingsAuthor(team), event.actorLabel)
    void queries.invalidateQueries({ queryKey: peopleKeys.settings(team) })
  }
  if (event.entity === 'member' || event.entity === 'user')
    void queries.invalidateQueries({ queryKey: peopleKeys.members(team) })
  if (event.entity === 'invitation')
    void queries.invalidateQueries({ queryKey: peopleKeys.invitations(team) })
}
