'use client'

import { useQueryClient } from '@tanstack/react-query'
import { JobProgress, tellJobResult } from '#components/feedback/job-progress.tsx'
import { refreshAfterJob, undoJob, useJob } from '#lib/queries/jobs.ts'
import { type BulkDeed, deedTitles, deedWords, undoFault } from './bulk-words.ts'

type BulkProgressProps = { team: string; jobId: string; deed: BulkDeed; onDone: () => void }

/** How far a change of many endpoints is. */
export function BulkProgress({ team, jobId, deed, onDone }: BulkProgressProps) {
  const queries = useQueryClient()
  const words = deedWords[deed]

  async function undo() {
    const fault = undoFault(await undoJob(queries, team, jobId))
    if (fault) throw new Error(fault)
  }

  const followed = useJob(team, jobId, (job) => {
    tellJobResult(job, words, words.canUndo ? undo : undefined)
    refreshAfterJob(queries, team)
    if (job.failures.length === 0) onDone()
  })
  return <JobProgress {...followed} title={deedTitles[deed]} words={words} onClose={onDone} />
}
