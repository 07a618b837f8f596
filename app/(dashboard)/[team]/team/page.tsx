import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import type { SearchParams } from '#components/data-table/search-params.ts'
import { Page } from '#components/layout/page.tsx'
import { memberListSearch, readMemberList, toPageMembers } from '#components/team/member-query.ts'
import { TeamPeople } from '#components/team/team-people.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { listInvitations } from '#lib/domain/invitations/list-invitations.ts'
import { pageMembers } from '#lib/domain/members/page-members.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { peopleKeys } from '#lib/queries/people-keys.ts'

export const metadata: Metadata = { title: 'Team' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function TeamPeoplePage({ params, searchParams }: Props) {
  const { user, team, role, context } = await teamPage((await params).team)
  const state = readMemberList(await searchParams)
  const query = toPageMembers(state)
  const [members, invitations] = await Promise.all([
    pageMembers(context, query).catch((error: unknown) => {
      // a mistyped cursor: the list from its beginning is what the reader wanted
      if (state.cursor && isDomainError(error) && error.code === 'invalid')
        redirect(`/${team.slug}/team${memberListSearch({ ...state, cursor: undefined })}`)
      throw error
    }),
    can(context.actor, 'member:manage') ? listInvitations(context) : null,
  ])
  return (
    <Page width="wide" breadcrumb={[{ label: 'Team' }]}>
      <HydrationBoundary
        state={handOver(
          [peopleKeys.memberPage(team.slug, query), members],
          ...(invitations ? [[peopleKeys.invitations(team.slug), invitations] as const] : []),
        )}
      >
        <TeamPeople
          team={team.slug}
          teamName={team.name}
          reader={{ userId: user.id, role, permissions: [...context.actor.permissions] }}
          state={state}
        />
      </HydrationBoundary>
    </Page>
  )
}
