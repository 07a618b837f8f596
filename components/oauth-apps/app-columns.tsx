'use client'

import { type DataColumns, dataColumns } from '#components/data-table/columns.ts'
import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { ListedOauthApp } from '#lib/domain/oauth-apps/fields.ts'
import { scopesText } from './app-scopes.ts'
import { appKind, appKindText } from './kind-text.ts'

/** The columns of the list. */
export function appColumns(team: string): DataColumns<ListedOauthApp> {
  const { columns, accessor } = dataColumns<ListedOauthApp>()
  return columns([
    accessor('name', {
      header: 'Name',
      meta: {
        stacked: 'title',
        skeleton: 'two-lines',
        headerClassName: 'w-1/3',
        className: 'max-md:col-span-2 max-md:col-start-1 md:max-w-0',
      },
      cell: ({ row: { original } }) => <NameCell team={team} app={original} />,
    }),
    accessor('confidential', {
      header: 'Kind',
      meta: { stacked: 'hidden', className: 'text-muted' },
      cell: ({ row: { original } }) => <span>{appKindText[appKind(original)].label}</span>,
    }),
    accessor('scopes', {
      header: 'Scopes',
      meta: {
        stacked: 'hidden',
        skeleton: 'short',
        headerClassName: 'max-lg:hidden',
        className: 'text-muted max-lg:hidden',
      },
      cell: ({ row: { original } }) => <span>{scopesText(original.scopes)}</span>,
    }),
    accessor('endpoints', {
      header: 'Endpoints',
      meta: { stacked: 'hidden', skeleton: 'short', className: 'text-muted tabular-nums' },
      cell: ({ row: { original } }) => <span>{original.endpoints.toLocaleString('en-US')}</span>,
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
      cell: ({ row: { original } }) =>
        original.lastUsedAt === null ? (
          <span className="text-faint">Never</span>
        ) : (
          <RelativeTime at={original.lastUsedAt} />
        ),
    }),
    accessor('revokedAt', {
      header: 'State',
      meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-24' },
      cell: ({ row: { original } }) => <AppState app={original} />,
    }),
  ])
}

/** Whether an app works. */
export function AppState({ app }: { app: Pick<ListedOauthApp, 'revokedAt'> }) {
  return (
    <Tag tone={app.revokedAt === null ? 'ok' : 'neutral'} dot>
      {app.revokedAt === null ? 'Active' : 'Revoked'}
    </Tag>
  )
}

function NameCell({ team, app }: { team: string; app: ListedOauthApp }) {
  return (
    <>
      <Link
        href={`/${team}/keys/apps/${app.id}`}
        prefetch={false}
        className={cn('block truncate hover:underline', app.revokedAt !== null && 'text-muted')}
      >
        {app.name}
      </Link>
      <code className="block truncate text-faint">{app.clientId}</code>
      {/* a phone has no room for columns */}
      <div className="mt-1 text-faint text-sm md:hidden">
        {appKindText[appKind(app)].label} · {scopesText(app.scopes)} ·{' '}
        {app.endpoints === 1 ? '1 endpoint' : `${app.endpoints.toLocaleString('en-US')} endpoints`}
      </div>
    </>
  )
}
