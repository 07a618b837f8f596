import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { DashboardFrame } from '#components/nav/dashboard-frame.tsx'
import { Palette } from '#components/nav/palette.tsx'
import { TeamLive } from '#components/nav/team-live.tsx'
import { teamSession } from '#lib/actions/context.ts'
import { lastTeamCookie } from '#lib/auth/last-team.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { listTeams } from '#lib/domain/teams/list-teams.ts'
import { teamPage } from '../session.ts'

type Props = { params: Promise<{ team: string }>; children: ReactNode }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // without a session, or in a team of others, the layout leads elsewhere, and that page has its own title
  const session = await teamSession((await params).team).catch(() => null)
  if (!session) return {}
  return { title: { default: session.team.name, template: `%s · ${session.team.name} · Patchbay` } }
}

export default async function TeamLayout({ params, children }: Props) {
  const { user, team, context } = await teamPage((await params).team)
  const teams = await listTeams(context)
  return (
    <DashboardFrame
      user={user}
      teams={teams}
      currentSlug={team.slug}
      search={
        <Palette
          team={team.slug}
          teams={teams.map(({ slug, name }) => ({ slug, name }))}
          mayCreate={can(context.actor, 'endpoint:create')}
          mayCreateSource={can(context.actor, 'source:create')}
        />
      }
    >
      {children}
      <TeamLive team={team} userId={user.id} cookie={lastTeamCookie} />
    </DashboardFrame>
  )
}
