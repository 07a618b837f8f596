'use client'

import Link from 'next/link'
import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StateDot } from '#components/ui/state-dot.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { ActiveSwitch } from './active-switch.tsx'

/** The columns of the list. Who may not change endpoints reads their state instead of switching it. */
export function endpointColumns(team: string, mayUpdate: boolean): DataColumns<EndpointSummary> {
  const { columns, accessor } = dataColumns<EndpointSummary>()
  return columns([
    accessor('name', {
      header: 'Name',
      meta: {
        sortKey: 'name',
        stacked: 'title',
        skeleton: 'two-lines',
        headerClassName: 'w-1/2',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <NameCell team={team} endpoint={original} />,
    }),
    accessor('dialect', {
      header: 'Dialect',
      meta: { stacked: 'hidden', className: 'text-muted' },
      cell: ({ row: { original } }) => (
        <span className="inline-flex items-center gap-1.5">
          {original.dialect}
          {original.payloadVersion === null ? null : <Tag>{original.payloadVersion}</Tag>}
        </span>
      ),
    }),
    accessor('eventsCount', {
      header: 'Events',
      meta: { stacked: 'hidden', skeleton: 'short', className: 'text-muted tabular-nums' },
      cell: ({ row: { original } }) => <span>{original.allEvents ? 'all' : original.eventsCount}</span>,
    }),
    accessor('updatedAt', {
      header: 'Updated',
      meta: { sortKey: 'updated', stacked: 'hidden', className: 'text-faint' },
      cell: ({ row: { original } }) => <RelativeTime at={original.updatedAt} />,
    }),
    accessor('active', {
      header: 'Active',
      meta: { stacked: 'end', skeleton: 'switch', headerClassName: 'w-16' },
      cell: ({ row: { original } }) =>
        mayUpdate ? (
          <ActiveSwitch team={team} endpoint={original} />
        ) : (
          <span className="text-muted">{original.active ? 'Active' : 'Paused'}</span>
        ),
    }),
  ])
}

function NameCell({ team, endpoint }: { team: string; endpoint: EndpointSummary }) {
  const { id, name, url, active, dialect, payloadVersion, allEvents, eventsCount, updatedAt } = endpoint
  const events = allEvents ? 'all events' : eventsCount === 1 ? '1 event' : `${eventsCount} events`
  return (
    <>
      <div className="flex min-w-0 items-center gap-2">
        <StateDot state={active ? 'ok' : 'off'} label={active ? 'Active' : 'Paused'} />
        <Link href={`/${team}/endpoints/${id}`} prefetch={false} className="truncate hover:underline">
          {name}
        </Link>
      </div>
      <code className="block truncate text-faint" title={url}>
        {url}
      </code>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {payloadVersion === null ? dialect : `${dialect} ${payloadVersion}`} · {events} · updated{' '}
        <RelativeTime at={updatedAt} />
      </div>
    </>
  )
}
