'use client'

import { dataColumns } from '#components/data-table/columns.ts'
import { useAddress } from '#components/data-table/use-address.ts'
import { cn } from '#components/ui/cn.ts'
import { Tag } from '#components/ui/tag.tsx'
import type { EventTypeRow } from './event-type-row.ts'

const { columns, accessor } = dataColumns<EventTypeRow>()

export const ownColumns = columns([
  accessor('name', {
    header: 'Name',
    meta: {
      stacked: 'title',
      skeleton: 'two-lines',
      headerClassName: 'w-1/2',
      className: 'max-md:col-span-3 max-md:col-start-1',
    },
    cell: ({ row: { original } }) => <NameCell type={original} />,
  }),
  accessor('group', {
    header: 'Group',
    meta: { stacked: 'hidden', className: 'text-muted' },
    cell: ({ row: { original } }) => <span>{original.group}</span>,
  }),
  accessor('schema', {
    header: 'Schema',
    meta: { stacked: 'hidden', skeleton: 'short', className: 'text-muted' },
    cell: ({ row: { original } }) => <span>{original.schema === null ? 'No' : 'Yes'}</span>,
  }),
  accessor('reach', {
    header: 'Subscribers',
    meta: {
      stacked: 'hidden',
      skeleton: 'short',
      className: 'text-muted tabular-nums',
      headerClassName: 'w-24',
    },
    cell: ({ row: { original } }) => <span>{original.reach}</span>,
  }),
])

function NameCell({ type }: { type: EventTypeRow }) {
  const { name, group, description, archived, schema, reach } = type
  const address = useAddress()
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          aria-haspopup="dialog"
          onPointerEnter={() => void import('./event-type-sheet.tsx')}
          onFocus={() => void import('./event-type-sheet.tsx')}
          onClick={() => address.set('type', name, 'push')}
          className="rounded-sm text-left hover:underline"
        >
          <code className={cn('break-all', archived && 'text-muted')}>{name}</code>
        </button>
        {archived ? <Tag>Archived</Tag> : null}
      </div>
      {description ? <div className="text-muted">{description}</div> : null}
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {group} · {schema === null ? 'no schema' : 'with schema'} ·{' '}
        {reach === 1 ? '1 subscriber' : `${reach} subscribers`}
      </div>
    </>
  )
}
