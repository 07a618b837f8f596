'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { useAddress } from '#components/data-table/use-address.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { type KeyRow, scopesText } from './key-row.ts'
import { stateText, works } from './key-state.ts'
import { kindText } from './kind-text.ts'

/** The columns of the list. */
export function keyColumns(onRevoke: (key: KeyRow) => void): DataColumns<KeyRow> {
  const { columns, accessor, display } = dataColumns<KeyRow>()
  return columns([
    accessor('name', {
      header: 'Name',
      meta: {
        stacked: 'title',
        skeleton: 'two-lines',
        headerClassName: 'w-1/3',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <NameCell apiKey={original} />,
    }),
    accessor('kind', {
      header: 'Kind',
      meta: { stacked: 'hidden', skeleton: 'two-lines' },
      cell: ({ row: { original } }) => (
        <>
          <span className="block">{kindText[original.kind].label}</span>
          <span className="block text-faint text-sm">{original.userName ?? 'Team'}</span>
        </>
      ),
    }),
    accessor('scopes', {
      header: 'Scopes',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        headerClassName: 'max-lg:hidden',
        className: 'text-muted max-lg:hidden',
      },
      cell: ({ row: { original } }) => <span>{scopesText(original)}</span>,
    }),
    accessor('createdAt', {
      header: 'Created',
      meta: {
        stacked: 'hidden',
        skeleton: 'two-lines',
        headerClassName: 'max-xl:hidden',
        className: 'text-faint max-xl:hidden',
      },
      cell: ({ row: { original } }) => (
        <>
          <RelativeTime at={original.createdAt} className="block" />
          <span className="block max-w-40 truncate text-sm">by {original.createdBy}</span>
        </>
      ),
    }),
    accessor('lastUsedAt', {
      header: 'Last used',
      meta: { stacked: 'line', skeleton: 'short', className: 'text-muted' },
      cell: ({ getValue }) => {
        const at = getValue()
        return at === null ? <span className="text-faint">Never</span> : <RelativeTime at={at} />
      },
    }),
    accessor('expiresAt', {
      header: 'Expires',
      meta: { stacked: 'line', skeleton: 'short', className: 'text-muted' },
      cell: ({ getValue }) => {
        const at = getValue()
        return at === null ? <span className="text-faint">Never</span> : <RelativeTime at={at} />
      },
    }),
    accessor('state', {
      header: 'State',
      meta: { stacked: 'end', skeleton: 'short' },
      cell: ({ row: { original } }) => {
        const { label, tone } = stateText[original.state]
        return (
          <Tag tone={tone} dot>
            {label}
          </Tag>
        )
      },
    }),
    display({
      id: 'actions',
      header: '',
      meta: {
        srHeader: 'Actions',
        stacked: 'line',
        skeleton: 'none',
        align: 'end',
        className: 'max-md:empty:hidden',
      },
      cell: ({ row: { original } }) =>
        works(original.state) ? (
          <Button
            size="s"
            variant="danger"
            aria-label={`Revoke ${original.name}`}
            className="max-md:ml-auto"
            onClick={() => onRevoke(original)}
          >
            Revoke…
          </Button>
        ) : null,
    }),
  ])
}

function NameCell({ apiKey }: { apiKey: KeyRow }) {
  const address = useAddress()
  const ended = !works(apiKey.state)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={() => void import('./key-sheet.tsx')}
        onFocus={() => void import('./key-sheet.tsx')}
        onClick={() => address.set('key', apiKey.id, 'push')}
        className={cn('block max-w-full truncate text-left hover:underline', ended && 'text-muted')}
      >
        {apiKey.name}
      </button>
      <code className="block truncate text-faint">{apiKey.mask}</code>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {kindText[apiKey.kind].label} · {apiKey.userName ?? 'Team'} · {scopesText(apiKey)}
      </div>
    </>
  )
}
