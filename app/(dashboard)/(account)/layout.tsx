import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { DashboardFrame } from '#components/nav/dashboard-frame.tsx'
import { Palette } from '#components/nav/palette.tsx'
import { lastTeamCookie, teamToOpen } from '#lib/auth/last-team.ts'
import { listTeams } from '#lib/domain/teams/list-teams.ts'
import { accountPage } from '../session.ts'

/** Pages of nobody's team stand in the frame of the team that was open last. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { user, context } = await accountPage('/account')
  const teams = await listTeams(context)
  const current = teamToOpen(teams, (await cookies()).get(lastTeamCookie)?.value)
  return (
    <DashboardFrame
      user={user}
      teams={teams}
      currentSlug={current?.slug ?? null}
      search={
        current ? (
          <Palette
            team={current.slug}
            teams={teams.map(({ slug, name }) => ({ slug, name }))}
            // which role the reader has there is not known here
            mayCreate={false}
            mayCreateSource={false}
          />
        ) : null
      }
    >
      {children}
    </DashboardFrame>
  )
}
