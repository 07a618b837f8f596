'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { ActiveSwitch } from './active-switch.tsx'
import { ActivityLine, EndpointDot, LastDelivery, Success } from './page-activity.tsx'

/** The columns of the list. Who may not change endpoints reads their state instead of switching it. */
export function endpointColumns(team: string, mayUpdate: boolean): DataColumns<EndpointSummary> {
  const { columns, accessor, display } = dataColumns<EndpointSummary>()
  return columns([
    accessor('name', {
      header: 'Name',
      meta: {
        sortKey: 'name',
        stacked: 'title',
        skeleton: 'two-lines',
        headerClassName: 'w-2/5',
        className: 'md:max-w-0',
      },
      cell: ({ row: { original } }) => <NameCell team={team} endpoint={original} />,
    }),
    accessor('dialect', {
      header: 'Dialect',
      meta: { stacked: 'hidden', headerClassName: 'max-lg:hidden', className: 'text-muted max-lg:hidden' },
      cell: ({ row: { original } }) => (
        <span className="inline-flex items-center gap-1.5">
          {original.dialect}
          {original.payloadVersion === null ? null : <Tag>{original.payloadVersion}</Tag>}
        </span>
      ),
    }),
    accessor('eventsCount', {
      header: 'Events',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        headerClassName: 'max-lg:hidden',
        className: 'text-muted tabular-nums max-lg:hidden',
      },
      cell: ({ row: { original } }) => <span>{original.allEvents ? 'all' : original.eventsCount}</span>,
    }),
    display({
      id: 'success',
      header: 'Success, 24 h',
      meta: { stacked: 'hidden', headerClassName: 'w-28' },
      cell: ({ row: { original } }) => <Success endpoint={original} />,
    }),
    display({
      id: 'last',
      header: 'Last delivery',
      meta: { stacked: 'hidden', headerClassName: 'w-42' },
      cell: ({ row: { original } }) => <LastDelivery id={original.id} />,
    }),
    accessor('updatedAt', {
      header: 'Updated',
      meta: {
        sortKey: 'updated',
        stacked: 'hidden',
        headerClassName: 'w-24 max-xl:hidden',
        className: 'text-faint max-xl:hidden',
      },
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
  const { name, url, dialect, payloadVersion, allEvents, eventsCount, updatedAt } = endpoint
  const events = allEvents ? 'all events' : eventsCount === 1 ? '1 event' : `${eventsCount} events`
  return (
    <>
      <div className="flex min-w-0 items-center gap-2">
        <EndpointDot endpoint={endpoint} />
        <Link
          href={`/${team}/endpoints/${endpoint.id}`}
          prefetch={false}
          className="truncate hover:underline"
        >
          {name}
        </Link>
      </div>
      <code className="block truncate text-faint" title={url}>
        {url}
      </code>
      {/* a narrow window has no room for columns */}
      <div className="mt-1 truncate text-faint text-sm max-md:whitespace-normal lg:hidden">
        {payloadVersion === null ? dialect : `${dialect} ${payloadVersion}`} · {events}
        <span className="md:hidden">
          {' '}
          · updated <RelativeTime at={updatedAt} />
          <ActivityLine endpoint={endpoint} />
        </span>
      </div>
    </>
  )
}
