import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { accountPage } from '#app/(dashboard)/session.ts'
import { lastTeamCookie, teamToOpen } from '#lib/auth/last-team.ts'
import { listTeams } from '#lib/domain/teams/list-teams.ts'

/** The way in: to the team that was open last, to the first one, or to making one. */
export default async function Start() {
  const { context } = await accountPage('/')
  const last = (await cookies()).get(lastTeamCookie)?.value
  const team = teamToOpen(await listTeams(context), last)
  redirect(team ? `/${team.slug}/endpoints` : '/new')
}
