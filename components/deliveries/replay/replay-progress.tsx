'use client'

import { JobProgress, type JobWords, tellJobResult } from '#components/feedback/job-progress.tsx'
import { useRefreshDeliveries } from '#lib/queries/deliveries.ts'
import { useJob } from '#lib/queries/jobs.ts'
import { deliveries } from './replay-words.ts'

const words: JobWords = { count: deliveries, done: 'sent again', noun: 'replay' }

type ReplayProgressProps = { team: string; jobId: string; title: string; onDone: () => void }

/** How far a replay is. */
export function ReplayProgress({ team, jobId, title, onDone }: ReplayProgressProps) {
  const refresh = useRefreshDeliveries(team)
  const followed = useJob(team, jobId, (job) => {
    tellJobResult(job, words)
    void refresh()
    if (job.failures.length === 0) onDone()
  })
  return <JobProgress {...followed} title={title} words={words} onClose={onDone} />
}
