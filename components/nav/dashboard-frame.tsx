import type { ReactNode } from 'react'
import { AppShell } from '#components/layout/app-shell.tsx'
import { Logo } from '#components/layout/logo.tsx'
import { Link } from '#components/ui/link.tsx'
import { AccountItems } from './account-items.tsx'
import { navGroups } from './nav-groups.ts'
import { SessionEnded } from './session-ended.tsx'
import { type SwitcherTeam, TeamItems } from './team-items.tsx'

type DashboardFrameProps = {
  user: { readonly name: string; readonly email: string }
  teams: readonly SwitcherTeam[]
  /** null: the reader is in no team */
  currentSlug: string | null
  search?: ReactNode
  children: ReactNode
}

/** What stands around each page of the dashboard, in a team and outside. */
export function DashboardFrame({ user, teams, currentSlug, search, children }: DashboardFrameProps) {
  return (
    <AppShell
      team={
        currentSlug === null ? (
          <Link href="/" className="flex items-center gap-2 rounded px-2 py-1.5 font-semibold">
            <Logo />
            Patchbay
          </Link>
        ) : (
          <TeamItems teams={teams.map(({ slug, name }) => ({ slug, name }))} currentSlug={currentSlug} />
        )
      }
      nav={
        currentSlug === null
          ? [{ label: 'Start', items: [{ href: '/new', label: 'New team' }] }]
          : navGroups(currentSlug)
      }
      search={search}
      account={<AccountItems name={user.name} email={user.email} />}
    >
      {children}
      <SessionEnded />
    </AppShell>
  )
}
