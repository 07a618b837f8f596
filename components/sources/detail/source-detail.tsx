'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { FieldList, FieldRow } from '#components/form/field-row.tsx'
import { Page } from '#components/layout/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { receivesEvents } from '#lib/domain/sources/receiving.ts'
import type { SourceView } from '#lib/domain/sources/view.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { sourceOptions } from '#lib/queries/sources.ts'
import { SetupFields } from '../fields/setup-fields.tsx'
import { SourceScopeProvider } from '../fields/source-scope.tsx'
import { NotReceiving } from '../not-receiving.tsx'
import { DangerZone } from './danger-zone.tsx'
import { SourceHeader } from './source-header.tsx'

const DetailAbsent = lazy(() =>
  import('#components/feedback/detail-absent.tsx').then((module) => ({ default: module.DetailAbsent })),
)

type SourceDetailProps = {
  /** the team's slug */
  team: string
  /** where Patchbay is reached from outside */
  origin: string
  /** what the server has read */
  initial: SourceView
  urlHint: string
  permissions: readonly Permission[]
  /** what stands beside the fields: history and facts */
  aside: ReactNode
}

/** The set-up page of one source, kept up to date with what others do to it. */
export function SourceDetail({ team, origin, initial, urlHint, permissions, aside }: SourceDetailProps) {
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const { id } = initial
  const list = `/${team}/sources`
  const query = useQuery({ ...sourceOptions(team, id), initialData: initial, enabled: !deleting })
  const source = query.data
  const breadcrumb = [{ label: 'Sources', href: list }, { label: source?.clientId ?? 'Source' }]

  // What was kept from an earlier visit may be older than what the server has just read.
  useEffect(() => {
    queries.setQueryData(sourceOptions(team, id).queryKey, (kept) =>
      kept && kept.version > initial.version ? kept : initial,
    )
  }, [queries, team, id, initial])

  const isGone = !deleting && query.error instanceof ActionError && query.error.code === 'not_found'
  if (isGone || !source) {
    return (
      <Page breadcrumb={breadcrumb}>
        <Suspense>
          <DetailAbsent
            query={query}
            isGone={isGone}
            what="source"
            name={query.data && `The source of ${query.data.clientId}`}
            list={list}
          />
        </Suspense>
      </Page>
    )
  }
  const url = origin + source.path
  return (
    <SourceScopeProvider {...{ team, source, permissions }}>
      <Page breadcrumb={breadcrumb}>
        <SourceHeader />
        <NotReceiving className="mt-4" />
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
        {permissions.includes('source:update') ? null : (
          <Banner className="mt-4">
            You can look at this source. {roleNeeded('Editing', 'source:update')}
          </Banner>
        )}
        <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
          <FieldList>
            <FieldRow
              label="Webhook URL"
              hint={`${receivesEvents ? `${urlHint} ` : ''}It stays the same while the source lives.`}
            >
              <Code copy={url} copyLabel="webhook URL">
                {url}
              </Code>
            </FieldRow>
            <SetupFields />
            <DangerZone onDeleting={setDeleting} />
          </FieldList>
          <aside aria-label="About this source" className="flex min-w-0 flex-col gap-6">
            {aside}
          </aside>
        </div>
      </Page>
    </SourceScopeProvider>
  )
}
