'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import { isFinished, type JobView } from '#lib/domain/jobs/fields.ts'
import { jobOptions, refreshAfterJob, useCancelJob } from '#lib/queries/jobs.ts'
import { BulkLines, bulkLineClass } from './bulk-lines.tsx'
import { endpoints } from './bulk-words.ts'

const barClass =
  'block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'

type BulkProgressProps = { team: string; jobId: string; title: string; onDone: () => void }

/** How far a job is, and the way to stop it. Closed, it goes on by itself. */
export function BulkProgress({ team, jobId, title, onDone }: BulkProgressProps) {
  const { data: job, error } = useQuery(jobOptions(team, jobId))
  const cancel = useCancelJob(team)
  const queries = useQueryClient()
  const id = useId()
  const ended = job !== undefined && isFinished(job.state)

  const finish = useEffectEvent((finished: JobView) => {
    tellResult(finished)
    refreshAfterJob(queries, team)
    if (finished.failures.length === 0) onDone()
  })
  useEffect(() => {
    if (ended) finish(job)
  }, [ended, job])

  return (
    <Dialog open onOpenChange={(open) => !open && onDone()}>
      <DialogContent
        title={title}
        description={ended ? undefined : 'You may close this: the change goes on by itself.'}
        footer={
          <>
            {ended ? null : (
              <Button loading={cancel.isPending} onClick={() => cancel.mutate(jobId)}>
                Stop
              </Button>
            )}
            <Button variant="primary" onClick={onDone}>
              Close
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <div>
            <label htmlFor={id} className="mb-2 block tabular-nums" aria-live="polite">
              {job ? `${job.done.toLocaleString('en-US')} of ${endpoints(job.total)}` : 'Starting'}
            </label>
            <progress id={id} className={barClass} value={job?.done ?? 0} max={job?.total || 1} />
          </div>
          {error ? <p className="text-bad">{error.message}</p> : null}
          {cancel.error ? <p className="text-bad">{cancel.error.message}</p> : null}
          {ended && job.failures.length > 0 ? (
            <BulkLines label="What could not be changed">
              {messagesOf(job).map(([message, count]) => (
                <li key={message} className={bulkLineClass}>
                  <span className="min-w-0 flex-1">{message}</span>
                  <span className="text-muted tabular-nums">{endpoints(count)}</span>
                </li>
              ))}
            </BulkLines>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** The same words once, and how often. */
function messagesOf({ failures }: JobView): [string, number][] {
  const counts = new Map<string, number>()
  for (const { message } of failures) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts]
}

function tellResult({ state, changed, failed, failures }: JobView): void {
  const message = `${endpoints(changed)} changed`
  const missed = failed > 0 ? `${endpoints(failed)} could not be changed.` : undefined
  if (state === 'failed')
    toastFailed({ message: `Stopped: ${message}`, description: failures.at(-1)?.message })
  else if (state === 'cancelled') toastDone({ message: `Stopped: ${message}`, description: missed })
  else if (failed > 0 && changed === 0)
    toastFailed({ message: 'Nothing was changed', description: failures[0]?.message })
  else toastDone({ message, description: missed })
}
