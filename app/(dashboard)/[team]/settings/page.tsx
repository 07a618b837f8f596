import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { TeamSettings } from '#components/settings/team-settings.tsx'
import { handOver } from '#lib/queries/hand-over.ts'
import { peopleKeys } from '#lib/queries/people-keys.ts'

export const metadata: Metadata = { title: 'Settings' }

type Props = { params: Promise<{ team: string }> }

export default async function SettingsPage({ params }: Props) {
  const { team, context } = await teamPage((await params).team)
  return (
    <Page breadcrumb={[{ label: 'Settings' }]}>
      <PageHeader title="Settings" />
      <HydrationBoundary state={handOver([peopleKeys.settings(team.slug), team])}>
        <TeamSettings team={team} permissions={[...context.actor.permissions]} />
      </HydrationBoundary>
    </Page>
  )
}
