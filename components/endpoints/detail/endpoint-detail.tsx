'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { FieldList } from '#components/form/field-row.tsx'
import { Page } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { endpointOptions } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { EndpointScopeProvider, roleNeeded } from '../fields/endpoint-scope.tsx'
import type { ProfileView } from '../fields/profile-view.ts'
import { ChangeAnnouncer } from './change-announcer.tsx'
import { DangerZone } from './danger-zone.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { EndpointHeader } from './endpoint-header.tsx'

const EndpointAbsent = lazy(() =>
  import('./endpoint-absent.tsx').then((module) => ({ default: module.EndpointAbsent })),
)

type EndpointDetailProps = {
  /** the team's slug */
  team: string
  id: string
  profile: ProfileView
  permissions: readonly Permission[]
  /** what stands beside the fields: history and facts */
  aside: ReactNode
}

/** The page of one endpoint, kept up to date with what others do to it. */
export function EndpointDetail({ team, id, profile, permissions, aside }: EndpointDetailProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const list = `/${team}/endpoints`
  const query = useQuery({ ...endpointOptions(team, id), enabled: !deleting })
  const endpoint = query.data
  const breadcrumb = [{ label: 'Endpoints', href: list }, { label: endpoint?.name ?? 'Endpoint' }]

  // The title of the tab follows a rename, by whomever.
  useEffect(() => {
    if (endpoint) document.title = document.title.replace(/^.+?(?= · )/, () => endpoint.name)
  }, [endpoint])

  function leave(deletedName: string) {
    toastDone({ message: `${deletedName} deleted` })
    void queries.invalidateQueries({ queryKey: queryKeys.endpoints(team), refetchType: 'none' })
    router.push(list)
  }

  const isGone = !deleting && query.error instanceof ActionError && query.error.code === 'not_found'
  if (isGone || !endpoint) {
    return (
      <Page breadcrumb={breadcrumb}>
        <Suspense>
          <EndpointAbsent query={query} isGone={isGone} list={list} />
        </Suspense>
      </Page>
    )
  }
  return (
    <EndpointScopeProvider team={team} endpoint={endpoint} profile={profile} permissions={permissions}>
      <Page breadcrumb={breadcrumb}>
        <ChangeAnnouncer />
        <EndpointHeader />
        {query.isError ? (
          <Note tone="warn">
            This page may be out of date: {query.error.message}{' '}
            <Button size="s" loading={query.isFetching} onClick={() => void query.refetch()}>
              Try again
            </Button>
          </Note>
        ) : null}
        {permissions.includes('endpoint:update') ? null : (
          <Note tone="plain">You can read everything here. {roleNeeded('Editing', 'endpoint:update')}</Note>
        )}
        <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
          <FieldList>
            <EndpointFields />
            <DangerZone
              onDeleting={() => setDeleting(true)}
              onKept={() => setDeleting(false)}
              onDeleted={leave}
            />
          </FieldList>
          <aside aria-label="About this endpoint" className="flex min-w-0 flex-col gap-6">
            {aside}
          </aside>
        </div>
      </Page>
    </EndpointScopeProvider>
  )
}

function Note({ tone, children }: { tone: 'plain' | 'warn'; children: ReactNode }) {
  return (
    <p
      role="status"
      className={`mt-4 rounded-lg px-3 py-2 ${tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-sunken'}`}
    >
      {children}
    </p>
  )
}
