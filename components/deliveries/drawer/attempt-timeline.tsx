'use client'

import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { DeliveryRow } from '#lib/domain/deliveries/browse-deliveries.ts'
import type { AttemptSummary } from '#lib/domain/deliveries/inspect-delivery.ts'
import { durationText } from '../delivery-words.ts'

type AttemptTimelineProps = {
  delivery: DeliveryRow
  attempts: readonly AttemptSummary[]
  /** of the attempt that is shown whole */
  chosen: string | undefined
  onChoose: (id: string) => void
}

const dotClass = 'relative z-10 mt-[9px] size-[9px] flex-none rounded-full'

/** What was tried, in order, and what comes next. */
export function AttemptTimeline({ delivery, attempts, chosen, onChoose }: AttemptTimelineProps) {
  const next = nextOf(delivery)
  return (
    <ol aria-label="Attempts" className="flex flex-col">
      {attempts.map((each, at) => (
        <li key={each.id} className="relative flex gap-2.5">
          {at < attempts.length - 1 || next ? <Line /> : null}
          <span aria-hidden="true" className={cn(dotClass, each.succeeded ? 'bg-ok' : 'bg-bad')} />
          <button
            type="button"
            aria-pressed={each.id === chosen}
            onClick={() => onChoose(each.id)}
            className={cn(
              'mb-0.5 flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 rounded px-2 py-1 text-left hover:bg-sunken',
              each.id === chosen && 'bg-sunken',
            )}
          >
            <span className="font-medium">Attempt {each.attempt}</span>
            <span className={cn('tabular-nums', each.succeeded ? 'text-ok' : 'text-bad')}>
              {each.responseCode ?? each.errorMessage ?? 'No answer'}
            </span>
            <span className="text-muted tabular-nums">{durationText(each.durationMs)}</span>
            <RelativeTime at={each.sentAt} className="ml-auto text-faint" />
          </button>
        </li>
      ))}
      {next ? (
        <li className="flex gap-2.5">
          <span aria-hidden="true" className={cn(dotClass, 'border-[1.5px] border-control bg-panel')} />
          <span className="px-2 py-1 text-muted">{next}</span>
        </li>
      ) : null}
    </ol>
  )
}

function Line() {
  return <span aria-hidden="true" className="absolute top-[14px] bottom-[-14px] left-1 w-px bg-line-strong" />
}

function nextOf({ state, attempts, nextAttemptAt }: DeliveryRow) {
  if (state === 'held') return 'Waits until the endpoint is resumed'
  if (state !== 'pending' || nextAttemptAt === null) return null
  return (
    <>
      {attempts === 0 ? 'First attempt' : 'Next attempt'} <RelativeTime at={nextAttemptAt} due="is due now" />
    </>
  )
}
