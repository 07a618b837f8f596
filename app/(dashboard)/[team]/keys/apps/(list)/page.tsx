import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { Page } from '#components/layout/page.tsx'
import { AppList } from '#components/oauth-apps/app-list.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { listOauthApps } from '#lib/domain/oauth-apps/list-apps.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { CredentialTabs } from '../../credential-tabs.tsx'
import { AppsForbidden } from '../apps-forbidden.tsx'

export const metadata: Metadata = { title: 'OAuth apps' }

type Props = { params: Promise<{ team: string }> }

export default async function OauthAppsPage({ params }: Props) {
  const { team, context } = await teamPage((await params).team)
  if (!can(context.actor, 'oauth-app:manage')) return <AppsForbidden team={team.slug} />
  return (
    <Page
      width="wide"
      breadcrumb={[{ label: 'API keys', href: `/${team.slug}/keys` }, { label: 'OAuth apps' }]}
    >
      <HydrationBoundary state={handOver([queryKeys.oauthAppList(team.slug), await listOauthApps(context)])}>
        <AppList
          team={team.slug}
          permissions={[...context.actor.permissions]}
          tabs={<CredentialTabs team={team.slug} actor={context.actor} current="apps" />}
        />
      </HydrationBoundary>
    </Page>
  )
}
