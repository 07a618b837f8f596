'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { useAddress } from '#components/data-table/use-address.ts'
import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { DeliveryRow } from '#lib/domain/deliveries/browse-deliveries.ts'
import { answerText, durationText, plural, stateLabel, stateTone } from '../delivery-words.ts'

export const loadSheet = () => import('../drawer/delivery-sheet.tsx')

/** The columns of the list. What was made after `sinceMs` lights up once as it comes in. */
export function deliveryColumns(team: string, sinceMs: number): DataColumns<DeliveryRow> {
  const { columns, accessor, display } = dataColumns<DeliveryRow>()
  return columns([
    accessor('eventType', {
      header: 'Event',
      meta: {
        stacked: 'title',
        headerClassName: 'w-[26%] max-lg:w-2/5',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <EventCell team={team} delivery={original} sinceMs={sinceMs} />,
    }),
    accessor('state', {
      header: 'State',
      meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-28' },
      cell: ({ row: { original } }) => (
        <Tag tone={stateTone(original)} dot>
          {stateLabel(original)}
        </Tag>
      ),
    }),
    accessor('endpointName', {
      header: 'Endpoint',
      meta: { stacked: 'hidden', headerClassName: 'w-[22%] max-lg:w-[30%]', className: 'md:max-w-0' },
      cell: ({ row: { original } }) => <EndpointName team={team} delivery={original} className="truncate" />,
    }),
    display({
      id: 'answer',
      header: 'Last answer',
      meta: {
        stacked: 'hidden',
        className: 'text-muted tabular-nums whitespace-nowrap max-lg:hidden',
        headerClassName: 'max-lg:hidden',
      },
      cell: ({ row: { original } }) => <Answer delivery={original} />,
    }),
    accessor('attempts', {
      header: 'Attempts',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        className: 'text-muted tabular-nums max-lg:hidden',
        headerClassName: 'w-20 max-lg:hidden',
      },
      cell: ({ row: { original } }) => <span>{original.attempts}</span>,
    }),
    accessor('createdAt', {
      header: 'Created',
      meta: { stacked: 'hidden', skeleton: 'short', className: 'text-faint', headerClassName: 'w-28' },
      cell: ({ row: { original } }) => <RelativeTime at={original.createdAt} />,
    }),
    accessor('nextAttemptAt', {
      header: 'Next attempt',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        className: 'text-faint max-lg:hidden',
        headerClassName: 'w-28 max-lg:hidden',
      },
      cell: ({ row: { original } }) => <NextAttempt delivery={original} />,
    }),
  ])
}

function EventCell({ team, delivery, sinceMs }: { team: string; delivery: DeliveryRow; sinceMs: number }) {
  const address = useAddress()
  const isNew = sinceMs > 0 && Date.parse(delivery.createdAt) > sinceMs
  return (
    <div className={cn('-mx-1 rounded-sm px-1', isNew && 'animate-highlight')}>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadSheet()}
        onFocus={() => void loadSheet()}
        onClick={() => address.set('delivery', delivery.id, 'push')}
        className="block max-w-full rounded-sm text-left hover:underline"
      >
        <code className="block truncate">{delivery.eventType}</code>
      </button>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        <EndpointName team={team} delivery={delivery} className="text-muted" />
        <div>
          <Answer delivery={delivery} /> · {plural(delivery.attempts, 'attempt')} ·{' '}
          <RelativeTime at={delivery.createdAt} />
          {delivery.state === 'pending' && delivery.attempts > 0 ? (
            <>
              {' '}
              · next <NextAttempt delivery={delivery} due="due now" />
            </>
          ) : null}
        </div>
      </div>
    </div>
  )
}

function EndpointName({
  team,
  delivery,
  className,
}: {
  team: string
  delivery: DeliveryRow
  className: string
}) {
  if (delivery.endpointName === null) return <span className="text-faint">Deleted endpoint</span>
  return (
    <Link
      href={`/${team}/endpoints/${delivery.endpointId}`}
      prefetch={false}
      className={cn('block hover:underline', className)}
    >
      {delivery.endpointName}
    </Link>
  )
}

function Answer({ delivery }: { delivery: DeliveryRow }) {
  const { lastDurationMs } = delivery
  return (
    <span>
      {answerText(delivery)}
      {lastDurationMs === null ? null : ` · ${durationText(lastDurationMs)}`}
    </span>
  )
}

function NextAttempt({ delivery, due = 'Due now' }: { delivery: DeliveryRow; due?: string }) {
  const { state, nextAttemptAt } = delivery
  if (state === 'held') return <span>On resuming</span>
  return state === 'pending' && nextAttemptAt ? <RelativeTime at={nextAttemptAt} due={due} /> : <span>—</span>
}
