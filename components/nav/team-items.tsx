'use client'

import PlusIcon from 'lucide-react/icons/plus'
import { TeamSwitcher } from '#components/layout/team-switcher.tsx'
import { DropdownMenuItem } from '#components/ui/dropdown-menu.tsx'
import { Link } from '#components/ui/link.tsx'

export interface SwitcherTeam {
  readonly slug: string
  readonly name: string
}

/** The reader's teams, and the way to a new one. */
export function TeamItems({ teams, currentSlug }: { teams: readonly SwitcherTeam[]; currentSlug: string }) {
  return (
    <TeamSwitcher
      current={teams.find(({ slug }) => slug === currentSlug)?.name ?? ''}
      teams={teams.map(({ slug, name }) => ({
        name,
        href: `/${slug}/endpoints`,
        current: slug === currentSlug,
      }))}
    >
      <DropdownMenuItem asChild>
        <Link href="/new">
          <PlusIcon aria-hidden="true" className="mx-[3px] size-3.5 flex-none text-muted" />
          New team
        </Link>
      </DropdownMenuItem>
    </TeamSwitcher>
  )
}
