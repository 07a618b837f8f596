import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  clearInboxAction,
  closeInboxAction,
  getRequestAction,
  listInboxesAction,
  listRequestsAction,
  openInboxAction,
  setInboxAnswerAction,
} from '#lib/actions/inspector.ts'
import type { InboxAnswer, InboxView } from '#lib/domain/inspector/inbox.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** Behind the live feed, which tells of each request: also what a lost notice was about shows up soon. */
const POLL_MS = 10_000

/** The addresses of the built-in receiver. */
export function inboxesOptions(team: string) {
  return queryOptions({
    queryKey: queryKeys.inboxes(team),
    queryFn: () => runAction(listInboxesAction({ team })),
  })
}

/** A page of what came to an inbox; kept up to date while the page is looked at. */
export function requestListOptions(team: string, inboxId: string, cursor?: string) {
  return queryOptions({
    queryKey: queryKeys.inboxRequests(team, inboxId, cursor),
    queryFn: () => runAction(listRequestsAction({ team, inboxId, ...(cursor ? { cursor } : {}) })),
    refetchInterval: POLL_MS,
  })
}

/** One request whole. */
export function requestOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.inboxRequest(team, id),
    queryFn: () => runAction(getRequestAction({ team, id })),
  })
}

export function useOpenInbox(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => runAction(openInboxAction({ team, name })),
    onSuccess: (made) => {
      queries.setQueryData<readonly InboxView[]>(queryKeys.inboxes(team), (before) =>
        before?.some(({ id }) => id === made.id) ? before : [...(before ?? []), made],
      )
    },
    onError: () => void queries.invalidateQueries({ queryKey: queryKeys.inboxes(team) }),
  })
}

/** Shows the choice at once, and takes it back where it is refused. */
export function useInboxAnswer(team: string, id: string) {
  const queries = useQueryClient()
  const queryKey = queryKeys.inboxes(team)
  return useMutation({
    mutationFn: (answer: InboxAnswer) => runAction(setInboxAnswerAction({ team, id, ...answer })),
    onMutate: async (answer) => {
      await queries.cancelQueries({ queryKey })
      queries.setQueryData<readonly InboxView[]>(queryKey, (before) =>
        before?.map((inbox) => (inbox.id === id ? { ...inbox, answer } : inbox)),
      )
    },
    onSettled: () => void queries.invalidateQueries({ queryKey }),
  })
}

export function useClearInbox(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(clearInboxAction({ team, id })),
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.inspector(team) }),
  })
}

export function useCloseInbox(team: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => runAction(closeInboxAction({ team, id })),
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.inboxes(team) }),
  })
}
