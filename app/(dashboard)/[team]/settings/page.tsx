import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { DeliveryFields } from '#components/settings/delivery-fields.tsx'
import { TeamSettings } from '#components/settings/team-settings.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { isDemoEmail } from '#lib/domain/members/demo-members.ts'
import { getDeliverySettings } from '#lib/domain/teams/delivery-settings.ts'
import { env } from '#lib/env.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { peopleKeys } from '#lib/queries/people-keys.ts'

export const metadata: Metadata = { title: 'Settings' }

type Props = { params: Promise<{ team: string }> }

export default async function SettingsPage({ params }: Props) {
  const { team, user, context } = await teamPage((await params).team)
  const delivery = await getDeliverySettings(context)
  return (
    <Page breadcrumb={[{ label: 'Settings' }]}>
      <PageHeader title="Settings" />
      <HydrationBoundary
        state={handOver(
          [peopleKeys.settings(team.slug), team],
          [peopleKeys.deliverySettings(team.slug), delivery],
        )}
      >
        <TeamSettings
          team={team}
          permissions={[...context.actor.permissions]}
          isDemoMember={isDemoEmail(user.email)}
        >
          <DeliveryFields
            team={team.slug}
            initial={delivery}
            keepDays={env().PATCHBAY_RETENTION_DAYS}
            editable={can(context.actor, 'team:update')}
          />
        </TeamSettings>
      </HydrationBoundary>
    </Page>
  )
}
