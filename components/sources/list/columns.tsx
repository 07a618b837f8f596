'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { SourceSummary } from '#lib/domain/sources/list.ts'
import { findToolkit } from '#lib/domain/toolkits/toolkits.ts'

/** The columns of the list. `origin` is where Patchbay is reached from outside. */
export function sourceColumns(team: string, origin: string): DataColumns<SourceSummary> {
  const { columns, accessor } = dataColumns<SourceSummary>()
  return columns([
    accessor('clientId', {
      header: 'Client ID',
      meta: {
        stacked: 'title',
        skeleton: 'two-lines',
        headerClassName: 'w-1/2',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <NameCell team={team} origin={origin} source={original} />,
    }),
    accessor('toolkit', {
      header: 'Toolkit',
      meta: { stacked: 'hidden', className: 'text-muted' },
      cell: ({ row: { original } }) => <span>{toolkitLabel(original)}</span>,
    }),
    accessor('configured', {
      header: 'Configured',
      meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-28' },
      cell: ({ row: { original } }) => (
        <Tag tone={original.complete ? 'ok' : 'warn'} className="tabular-nums">
          {configuredText(original)}
        </Tag>
      ),
    }),
    accessor('createdAt', {
      header: 'Created',
      meta: { stacked: 'hidden', className: 'text-faint' },
      cell: ({ row: { original } }) => <RelativeTime at={original.createdAt} />,
    }),
  ])
}

function toolkitLabel({ toolkit }: SourceSummary): string {
  return findToolkit(toolkit)?.label ?? toolkit
}

function configuredText({ configured, toolkit }: SourceSummary): string {
  return `${configured} of ${Object.keys(findToolkit(toolkit)?.setupFields ?? {}).length}`
}

function NameCell({ team, origin, source }: { team: string; origin: string; source: SourceSummary }) {
  const { id, clientId, path, createdAt } = source
  const url = origin + path
  return (
    <>
      <Link href={`/${team}/sources/${id}`} prefetch={false} className="block truncate hover:underline">
        {clientId}
      </Link>
      <code className="block truncate text-faint" title={url}>
        {url}
      </code>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {toolkitLabel(source)} · created <RelativeTime at={createdAt} />
      </div>
    </>
  )
}
