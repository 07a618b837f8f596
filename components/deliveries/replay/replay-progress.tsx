'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import { isFinished, type JobView } from '#lib/domain/jobs/fields.ts'
import { useRefreshDeliveries } from '#lib/queries/deliveries.ts'
import { jobOptions, useCancelJob } from '#lib/queries/jobs.ts'
import { deliveries } from './replay-words.ts'

const barClass =
  'block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'

type ReplayProgressProps = { team: string; jobId: string; onDone: () => void }

/** How far a replay is, and the way to stop it. */
export function ReplayProgress({ team, jobId, onDone }: ReplayProgressProps) {
  const { data: job, error } = useQuery(jobOptions(team, jobId))
  const cancel = useCancelJob(team)
  const refresh = useRefreshDeliveries(team)
  const id = useId()
  const ended = job !== undefined && isFinished(job.state)

  const finish = useEffectEvent((finished: JobView) => {
    tellResult(finished)
    void refresh()
    if (finished.failures.length === 0) onDone()
  })
  useEffect(() => {
    if (ended) finish(job)
  }, [ended, job])

  return (
    <Dialog open onOpenChange={(open) => !open && onDone()}>
      <DialogContent
        title="Replay what matches"
        description={ended ? undefined : 'You may close this: the replay goes on by itself.'}
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
              {job ? `${job.done.toLocaleString('en-US')} of ${deliveries(job.total)}` : 'Starting'}
            </label>
            <progress id={id} className={barClass} value={job?.done ?? 0} max={job?.total || 1} />
          </div>
          {error ? <p className="text-bad">{error.message}</p> : null}
          {cancel.error ? <p className="text-bad">{cancel.error.message}</p> : null}
          {ended && job.failures.length > 0 ? (
            <ul
              aria-label="What could not be sent"
              className="divide-y divide-line rounded-lg border border-line"
            >
              {countedWords(job).map(([message, count]) => (
                <li key={message} className="flex gap-3 px-2.5 py-1.5">
                  <span className="min-w-0 flex-1">{message}</span>
                  <span className="text-muted tabular-nums">{count}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** The same words once, and how often. */
function countedWords({ failures }: JobView): [string, number][] {
  const counts = new Map<string, number>()
  for (const { message } of failures) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts]
}

function tellResult({ state, changed, failed, failures }: JobView): void {
  const message = `${deliveries(changed)} sent again`
  const missed = failed > 0 ? `${deliveries(failed)} could not be sent.` : undefined
  if (state === 'failed')
    toastFailed({ message: `Stopped: ${message}`, description: failures.at(-1)?.message })
  else if (state === 'cancelled') toastDone({ message: `Stopped: ${message}`, description: missed })
  else if (failed > 0 && changed === 0)
    toastFailed({ message: 'Nothing was sent', description: failures[0]?.message })
  else toastDone({ message, description: missed })
}
