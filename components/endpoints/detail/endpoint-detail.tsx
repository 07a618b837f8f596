'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { FieldList } from '#components/form/field-row.tsx'
import { Page } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { profileOf } from '#lib/dialects/profile.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { endpointOptions } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { EndpointScopeProvider, roleNeeded } from '../fields/endpoint-scope.tsx'
import { ChangeAnnouncer } from './change-announcer.tsx'
import { DangerZone } from './danger-zone.tsx'
import { EndpointFacts } from './endpoint-facts.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { EndpointHeader } from './endpoint-header.tsx'

type EndpointDetailProps = {
  /** the team's slug */
  team: string
  id: string
  permissions: readonly Permission[]
  /** the history, from its own feature */
  changes: ReactNode
}

/** The page of one endpoint, kept up to date with what others do to it. */
export function EndpointDetail({ team, id, permissions, changes }: EndpointDetailProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const list = `/${team}/endpoints`
  const query = useQuery({ ...endpointOptions(team, id), enabled: !deleting })
  const endpoint = query.data
  const profile = endpoint && profileOf(endpoint.dialect)
  const name = endpoint?.name ?? 'Endpoint'

  // The title of the tab follows a rename, by whomever.
  useEffect(() => {
    if (endpoint) document.title = document.title.replace(/^.+?(?= · )/, () => endpoint.name)
  }, [endpoint])

  function leave(deletedName: string) {
    toastDone({ message: `${deletedName} deleted` })
    void queries.invalidateQueries({ queryKey: queryKeys.endpoints(team), refetchType: 'none' })
    router.push(list)
  }

  const breadcrumb = [{ label: 'Endpoints', href: list }, { label: name }]
  const isGone = !deleting && query.error instanceof ActionError && query.error.code === 'not_found'
  if (isGone) {
    return (
      <Page breadcrumb={breadcrumb}>
        <EmptyState
          as="h1"
          title={endpoint ? `${endpoint.name} was deleted` : 'There is no such endpoint'}
          description="The audit log keeps the record of it."
          action={<ButtonLink href={list}>Go to the endpoints</ButtonLink>}
        />
      </Page>
    )
  }
  if (!endpoint || !profile) {
    return (
      <Page breadcrumb={breadcrumb}>
        {query.isError ? (
          <ErrorState
            as="h1"
            title="The endpoint could not be loaded"
            description={query.error.message}
            retrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <DetailSkeleton />
        )}
      </Page>
    )
  }
  const mayEdit = permissions.includes('endpoint:update')
  return (
    <EndpointScopeProvider team={team} endpoint={endpoint} profile={profile} permissions={permissions}>
      <Page breadcrumb={breadcrumb}>
        <ChangeAnnouncer />
        <EndpointHeader />
        {query.isError ? (
          <Banner
            tone="warn"
            className="mt-4"
            action={
              <Button size="s" loading={query.isFetching} onClick={() => void query.refetch()}>
                Try again
              </Button>
            }
          >
            This page may be out of date: {query.error.message}
          </Banner>
        ) : null}
        {mayEdit ? null : (
          <Banner className="mt-4">
            You can read everything here. {roleNeeded('Editing', 'endpoint:update')}
          </Banner>
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
            {changes}
            <EndpointFacts />
          </aside>
        </div>
      </Page>
    </EndpointScopeProvider>
  )
}
