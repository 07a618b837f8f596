'use client'

import CheckIcon from 'lucide-react/icons/check'
import ChevronsIcon from 'lucide-react/icons/chevrons-up-down'
import type { ReactNode } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { Initial } from '#components/ui/initial.tsx'
import { Link } from '#components/ui/link.tsx'

type TeamSwitcherProps = {
  current: string
  teams: readonly { name: string; href: string; current: boolean }[]
  /** More menu items, such as making a team. */
  children?: ReactNode
}

/** The team at the top of the sidebar, and the way to the others. */
export function TeamSwitcher({ current, teams, children }: TeamSwitcherProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          className="flex w-full items-center gap-2 rounded px-2 py-1.5 text-left font-semibold transition-colors duration-100 hover:bg-sunken aria-expanded:bg-sunken"
        >
          <Initial name={current} shape="square" />
          <span className="min-w-0 flex-1 truncate">{current}</span>
          <ChevronsIcon aria-hidden="true" className="size-3.5 flex-none text-faint" />
          <span className="sr-only">, switch team</span>
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-[204px]">
        <DropdownMenuLabel>Teams</DropdownMenuLabel>
        {teams.map((team) => (
          <DropdownMenuItem key={team.href} asChild>
            <Link href={team.href} aria-current={team.current || undefined}>
              <Initial name={team.name} shape="square" />
              <span className="min-w-0 flex-1 truncate">{team.name}</span>
              {team.current ? <CheckIcon aria-hidden="true" className="size-3.5 flex-none" /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        {children ? (
          <>
            <DropdownMenuSeparator />
            {children}
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
