'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { FieldList } from '#components/form/field-row.tsx'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import type { OauthAppDetail } from '#lib/domain/oauth-apps/fields.ts'
import { oauthAppOptions } from '#lib/queries/oauth-apps.ts'
import { AppState } from './app-columns.tsx'
import { AppFacts } from './app-facts.tsx'
import { ClientIdField, NameField, RedirectUrisField, ScopesField } from './app-fields.tsx'
import { AppScopeProvider } from './app-scope.tsx'
import { ClientSecretField } from './client-secret-field.tsx'
import { DangerZone } from './danger-zone.tsx'

type AppDetailProps = {
  /** the team's slug */
  team: string
  /** what the server has read */
  initial: OauthAppDetail
  permissions: readonly Permission[]
  /** the history, which stands beside the fields */
  history: ReactNode
}

/** The page of one OAuth app, kept up to date with what others do to it. */
export function AppDetail({ team, initial, permissions, history }: AppDetailProps) {
  const queries = useQueryClient()
  const query = useQuery({ ...oauthAppOptions(team, initial.id), initialData: initial })
  const app = query.data

  // What was kept from an earlier visit may be older than what the server has just read.
  useEffect(() => {
    queries.setQueryData(oauthAppOptions(team, initial.id).queryKey, (kept) =>
      kept && kept.version > initial.version ? kept : initial,
    )
  }, [queries, team, initial])

  // The title of the tab follows a rename, by whomever.
  useEffect(() => {
    document.title = document.title.replace(/^.+?(?= · )/, () => app.name)
  }, [app.name])

  return (
    <AppScopeProvider {...{ team, app, permissions }}>
      <Page
        breadcrumb={[
          { label: 'API keys', href: `/${team}/keys` },
          { label: 'OAuth apps', href: `/${team}/keys/apps` },
          { label: app.name },
        ]}
      >
        <PageHeader title={<span className="break-words">{app.name}</span>} meta={<AppState app={app} />} />
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
        {app.revokedAt === null ? null : (
          <Banner className="mt-4">
            This app was revoked <RelativeTime at={app.revokedAt} />. Its tokens have ended, and nothing of it
            can be changed any more.
          </Banner>
        )}
        <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
          <FieldList>
            <NameField />
            <ClientIdField />
            <ClientSecretField />
            <RedirectUrisField />
            <ScopesField />
            <DangerZone />
          </FieldList>
          <aside aria-label="About this app" className="flex min-w-0 flex-col gap-6">
            {history}
            <AppFacts />
          </aside>
        </div>
      </Page>
    </AppScopeProvider>
  )
}
