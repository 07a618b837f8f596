import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { Page } from '#components/layout/page.tsx'
import { TeamPeople } from '#components/team/team-people.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { listInvitations } from '#lib/domain/invitations/list-invitations.ts'
import { listMembers } from '#lib/domain/members/list-members.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { peopleKeys } from '#lib/queries/people-keys.ts'

export const metadata: Metadata = { title: 'Team' }

type Props = { params: Promise<{ team: string }> }

export default async function TeamPeoplePage({ params }: Props) {
  const { user, team, role, context } = await teamPage((await params).team)
  const [members, invitations] = await Promise.all([
    listMembers(context),
    can(context.actor, 'member:manage') ? listInvitations(context) : null,
  ])
  return (
    <Page breadcrumb={[{ label: 'Team' }]}>
      <HydrationBoundary
        state={handOver(
          [peopleKeys.members(team.slug), members],
          ...(invitations ? [[peopleKeys.invitations(team.slug), invitations] as const] : []),
        )}
      >
        <TeamPeople
          team={team.slug}
          teamName={team.name}
          reader={{ userId: user.id, role, permissions: [...context.actor.permissions] }}
        />
      </HydrationBoundary>
    </Page>
  )
}
