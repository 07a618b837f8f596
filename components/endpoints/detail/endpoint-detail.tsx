'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { FieldList } from '#components/form/field-row.tsx'
import { Page } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import type { Standing } from '#lib/domain/deliveries/standing.ts'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { endpointOptions } from '#lib/queries/endpoints.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { FailingBanner } from '../failing/failing-banner.tsx'
import { EndpointScopeProvider } from '../fields/endpoint-scope.tsx'
import type { ProfileView } from '../fields/profile-view.ts'
import { ChangeAnnouncer } from './change-announcer.tsx'
import { DangerZone } from './danger-zone.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { EndpointHeader } from './endpoint-header.tsx'

const DetailAbsent = lazy(() =>
  import('#components/feedback/detail-absent.tsx').then((module) => ({ default: module.DetailAbsent })),
)

type EndpointDetailProps = {
  /** the team's slug */
  team: string
  id: string
  /** what the server has read */
  initial: EndpointView
  profile: ProfileView
  catalogue: readonly CatalogueEvent[]
  permissions: readonly Permission[]
  /** what the server has read of its health */
  standing: Standing
  /** what can be done with it beside editing: a test, a copy */
  actions: ReactNode
  /** what stands beside the fields: health, history and facts */
  aside: ReactNode
}

/** The page of one endpoint, kept up to date with what others do to it. */
export function EndpointDetail({
  team,
  id,
  initial,
  profile,
  catalogue,
  permissions,
  standing,
  actions,
  aside,
}: EndpointDetailProps) {
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const list = `/${team}/endpoints`
  const query = useQuery({ ...endpointOptions(team, id), initialData: initial, enabled: !deleting })
  const endpoint = query.data
  const breadcrumb = [{ label: 'Endpoints', href: list }, { label: endpoint?.name ?? 'Endpoint' }]

  // What was kept from an earlier visit may be older than what the server has just read.
  useEffect(() => {
    queries.setQueryData(endpointOptions(team, id).queryKey, (kept) =>
      kept && kept.version > initial.version ? kept : initial,
    )
  }, [queries, team, id, initial])

  // The title of the tab follows a rename, by whomever.
  useEffect(() => {
    if (endpoint) document.title = document.title.replace(/^.+?(?= · )/, () => endpoint.name)
  }, [endpoint])

  const isGone = !deleting && query.error instanceof ActionError && query.error.code === 'not_found'
  if (isGone || !endpoint) {
    return (
      <Page breadcrumb={breadcrumb}>
        <Suspense>
          <DetailAbsent query={query} isGone={isGone} what="endpoint" name={query.data?.name} list={list} />
        </Suspense>
      </Page>
    )
  }
  return (
    <EndpointScopeProvider {...{ team, endpoint, profile, catalogue, permissions }}>
      <Page breadcrumb={breadcrumb}>
        <ChangeAnnouncer />
        <EndpointHeader standing={standing} actions={actions} />
        <FailingBanner />
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
        {/* where there is one column, how it does comes before what undoes it */}
        <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px] lg:grid-rows-[auto_1fr] lg:gap-y-0">
          <FieldList>
            <EndpointFields />
          </FieldList>
          <aside
            aria-label="About this endpoint"
            className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1"
          >
            {aside}
          </aside>
          <FieldList className="border-line border-t">
            <DangerZone onDeleting={setDeleting} />
          </FieldList>
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
