'use client'

import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import { ResultLines, resultLineClass } from './result-lines.tsx'

/** A job, as far as its progress is concerned. */
export type JobProgressState = {
  readonly state: string
  readonly total: number
  readonly done: number
  readonly changed: number
  readonly failed: number
  readonly failures: readonly { readonly message: string }[]
}

/** What a kind of job calls what it does. */
export type JobWords = {
  /** "3 endpoints" */
  count: (count: number) => string
  /** "changed" */
  done: string
  /** "change": the change goes on by itself */
  noun: string
  /** what it did to "3 endpoints"; without it "3 endpoints changed" */
  result?: (counted: string) => string
}

type JobProgressProps = {
  title: string
  words: JobWords
  job: JobProgressState | undefined
  ended: boolean
  stopping: boolean
  onStop: () => void
  /** why it cannot be followed, or stopped */
  faults: readonly string[]
  onClose: () => void
}

const barClass =
  'block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent'

/** How far a job is, and the way to stop it. Closed, it goes on by itself. */
export function JobProgress(props: JobProgressProps) {
  const { title, words, job, ended, stopping, onStop, faults, onClose } = props
  const id = useId()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={ended ? undefined : `You may close this: the ${words.noun} goes on by itself.`}
        footer={
          <>
            {ended ? null : (
              <Button loading={stopping} onClick={onStop}>
                Stop
              </Button>
            )}
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <div>
            <label htmlFor={id} className="mb-2 block tabular-nums" aria-live="polite">
              {job ? `${job.done.toLocaleString('en-US')} of ${words.count(job.total)}` : 'Starting'}
            </label>
            <progress id={id} className={barClass} value={job?.done ?? 0} max={job?.total || 1} />
          </div>
          {faults.map((fault) => (
            <p key={fault} className="text-bad">
              {fault}
            </p>
          ))}
          {ended && job && job.failures.length > 0 ? (
            <ResultLines label={`What could not be ${words.done}`}>
              {countedMessages(job).map(([message, count]) => (
                <li key={message} className={resultLineClass}>
                  <span className="min-w-0 flex-1">{message}</span>
                  <span className="text-muted tabular-nums">{words.count(count)}</span>
                </li>
              ))}
            </ResultLines>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** The same words once, and how often. */
function countedMessages({ failures }: JobProgressState): [string, number][] {
  const counts = new Map<string, number>()
  for (const { message } of failures) counts.set(message, (counts.get(message) ?? 0) + 1)
  return [...counts]
}

/** Says what a job came to, in a toast. `undo` is offered where something was done. */
export function tellJobResult(
  job: JobProgressState,
  { count, done, result = (counted) => `${counted} ${done}` }: JobWords,
  undo?: () => Promise<void>,
): void {
  const { state, changed, failed, failures } = job
  const message = result(count(changed))
  const wayBack = undo && changed > 0 ? { undo } : {}
  const missed = failed > 0 ? `${count(failed)} could not be ${done}.` : undefined
  if (state === 'failed')
    toastFailed({ message: `Stopped: ${message}`, description: failures.at(-1)?.message })
  else if (state === 'cancelled')
    toastDone({ message: `Stopped: ${message}`, description: missed, ...wayBack })
  else if (failed > 0 && changed === 0)
    toastFailed({ message: `Nothing was ${done}`, description: failures[0]?.message })
  else toastDone({ message, description: missed, ...wayBack })
}
