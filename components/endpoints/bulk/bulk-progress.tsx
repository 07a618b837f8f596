'use client'

import { useQueryClient } from '@tanstack/react-query'
import { JobProgress, type JobWords, tellJobResult } from '#components/feedback/job-progress.tsx'
import { refreshAfterJob, useJob } from '#lib/queries/jobs.ts'
import { endpoints } from './bulk-words.ts'

const words: JobWords = { count: endpoints, done: 'changed', noun: 'change' }

type BulkProgressProps = { team: string; jobId: string; title: string; onDone: () => void }

/** How far a change of many endpoints is. */
export function BulkProgress({ team, jobId, title, onDone }: BulkProgressProps) {
  const queries = useQueryClient()
  const followed = useJob(team, jobId, (job) => {
    tellJobResult(job, words)
    refreshAfterJob(queries, team)
    if (job.failures.length === 0) onDone()
  })
  return <JobProgress {...followed} title={title} words={words} onClose={onDone} />
}
