import {
  type QueryClient,
  QueryObserver,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import {
  cancelJobAction,
  getJobAction,
  previewBulkAction,
  previewReplayAction,
  startBulkAction,
  startReplayAction,
  undoJobAction,
} from '#lib/actions/jobs.ts'
import {
  type BulkChange,
  type BulkTarget,
  isFinished,
  type JobView,
  type ReplayFilter,
} from '#lib/domain/jobs/fields.ts'
import { filterInput } from './deliveries.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

/** Behind the live feed, for who has none at the moment. */
const POLL_MS = 2_000

/** Which endpoints, and what becomes of them. */
export type BulkEdit = BulkTarget & BulkChange

/** What a change of many endpoints would do at this moment; never from an earlier one. */
export function bulkPreviewOptions(team: string, edit: BulkEdit) {
  return queryOptions({
    queryKey: [...queryKeys.jobs(team), 'preview', edit] as const,
    queryFn: () => runAction(previewBulkAction({ team, edit: { ...edit } })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

/** What sending all again that a filter finds would come to at this moment; never from an earlier one. */
export function replayPreviewOptions(team: string, filter: ReplayFilter) {
  return queryOptions({
    queryKey: [...queryKeys.jobs(team), 'replay', filter] as const,
    queryFn: () => runAction(previewReplayAction({ team, filter: filterInput(filter) })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

export function useStartReplay(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (filter: ReplayFilter) => runAction(startReplayAction({ team, filter: filterInput(filter) })),
    onSuccess: (job) => queries.setQueryData(jobOptions(team, job.id).queryKey, job),
  })
}

/** A job, followed to its end. */
function jobOptions(team: string, id: string) {
  return queryOptions({
    queryKey: queryKeys.job(team, id),
    queryFn: () => runAction(getJobAction({ team, id })),
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.state) ? false : POLL_MS),
  })
}

export function useStartBulk(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (edit: BulkEdit) => runAction(startBulkAction({ team, edit: { ...edit } })),
    onSuccess: (job) => queries.setQueryData(jobOptions(team, job.id).queryKey, job),
  })
}

function useCancelJob(team: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => runAction(cancelJobAction({ team, id })),
    onSuccess: (job) => queries.setQueryData(jobOptions(team, job.id).queryKey, job),
  })
}

/** What a job changed is read again, also where no live feed tells of it. */
export function refreshAfterJob(queries: QueryClient, team: string): void {
  void queries.invalidateQueries({ queryKey: queryKeys.endpoints(team) })
  void queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
}

/** Takes back what a job did, and answers when that is at its end; also when nobody looks at the job any more. */
export async function undoJob(queries: QueryClient, team: string, id: string): Promise<JobView> {
  const undo = await runAction(undoJobAction({ team, id }))
  const options = jobOptions(team, undo.id)
  queries.setQueryData(options.queryKey, undo)
  const ended = await new Promise<JobView>((resolve) => {
    const leave = new QueryObserver(queries, options).subscribe(({ data }) => {
      if (!data || !isFinished(data.state)) return
      leave()
      resolve(data)
    })
  })
  refreshAfterJob(queries, team)
  return ended
}

/** A job on its way, and how to stop it; `onEnd` is called once, when it has come to its end. */
export function useJob(team: string, id: string, onEnd: (job: JobView) => void) {
  const { data: job, error } = useQuery(jobOptions(team, id))
  const cancel = useCancelJob(team)
  const ended = job !== undefined && isFinished(job.state)
  const tellEnd = useEffectEvent(() => {
    if (job) onEnd(job)
  })
  useEffect(() => {
    if (ended) tellEnd()
  }, [ended])
  return {
    job,
    ended,
    stopping: cancel.isPending,
    onStop: () => cancel.mutate(id),
    faults: [error, cancel.error].flatMap((fault) => (fault ? [fault.message] : [])),
  }
}
