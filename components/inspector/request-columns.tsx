'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { useAddress } from '#components/data-table/use-address.ts'
import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { RequestSummary } from '#lib/domain/inspector/inbox.ts'
import { bytesText, verdictLabel } from './verdict-words.ts'

export const loadSheet = () => import('./request-sheet.tsx')

/** The columns of the list. What came after `sinceMs` lights up once as it comes in. */
export function requestColumns(sinceMs: number): DataColumns<RequestSummary> {
  const { columns, accessor, display } = dataColumns<RequestSummary>()
  return columns([
    display({
      id: 'request',
      header: 'Request',
      meta: {
        stacked: 'title',
        headerClassName: 'w-[30%]',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <RequestCell request={original} sinceMs={sinceMs} />,
    }),
    accessor('verdict', {
      header: 'Signature',
      meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-44' },
      cell: ({ row: { original } }) => <Verdict request={original} />,
    }),
    display({
      id: 'endpoint',
      header: 'Checked against',
      meta: { stacked: 'hidden', className: 'text-muted md:max-w-0' },
      cell: ({ row: { original } }) => (
        <span className="block truncate">
          {original.endpoint ? (original.endpoint.name ?? 'Deleted endpoint') : '—'}
        </span>
      ),
    }),
    accessor('bodyBytes', {
      header: 'Body',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        className: 'text-muted tabular-nums whitespace-nowrap',
        headerClassName: 'w-24',
      },
      cell: ({ row: { original } }) => bytesText(original.bodyBytes),
    }),
    accessor('answerStatus', {
      header: 'Answer',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        className: 'text-muted tabular-nums',
        headerClassName: 'w-20',
      },
      cell: ({ row: { original } }) => original.answerStatus,
    }),
    accessor('receivedAt', {
      header: 'Received',
      meta: { stacked: 'hidden', skeleton: 'short', className: 'text-faint', headerClassName: 'w-28' },
      cell: ({ row: { original } }) => <RelativeTime at={original.receivedAt} />,
    }),
  ])
}

function Verdict({ request }: { request: RequestSummary }) {
  const { text, tone } = verdictLabel(request)
  return (
    <Tag tone={tone} dot>
      {text}
    </Tag>
  )
}

function RequestCell({ request, sinceMs }: { request: RequestSummary; sinceMs: number }) {
  const address = useAddress()
  const isNew = sinceMs > 0 && Date.parse(request.receivedAt) > sinceMs
  return (
    <div className={cn('-mx-1 rounded-sm px-1', isNew && 'animate-highlight')}>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadSheet()}
        onFocus={() => void loadSheet()}
        onClick={() => address.set('request', request.id, 'push')}
        className="block max-w-full rounded-sm text-left hover:underline"
      >
        <code className="block truncate">
          <span className="font-medium">{request.method}</span> {request.path || '/'}
        </code>
      </button>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {bytesText(request.bodyBytes)} · answered {request.answerStatus} ·{' '}
        <RelativeTime at={request.receivedAt} />
      </div>
    </div>
  )
}
