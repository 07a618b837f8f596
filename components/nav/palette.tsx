'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { CommandPalette, type PaletteGroup, type PaletteItem } from '#components/ui/command-palette.tsx'
import { navGroups } from './nav-groups.ts'
import type { SwitcherTeam } from './team-items.tsx'
import { useFoundEndpoints } from './use-found-endpoints.ts'

type PaletteProps = {
  team: string
  teams: readonly SwitcherTeam[]
  mayCreate: boolean
}

/** Search and jump: endpoints of this team by name, URL or id, its pages, and the other teams. */
export function Palette({ team, teams, mayCreate }: PaletteProps) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const found = useFoundEndpoints(team, typed)

  const link = (href: string, label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
    id: href,
    label,
    onSelect: () => router.push(href),
    ...more,
  })
  const groups: PaletteGroup[] = [
    {
      heading: 'Endpoints',
      // what the server found matches, also where it found it by the id
      items: found.items.map(({ id, name, url }) =>
        link(`/${team}/endpoints/${id}`, name, { detail: url, keywords: [typed] }),
      ),
    },
    {
      heading: 'Do',
      items: [
        ...(mayCreate ? [link(`/${team}/endpoints/new`, 'New endpoint')] : []),
        link('/new', 'New team'),
      ],
    },
    {
      heading: 'Go to',
      items: [
        ...navGroups(team).flatMap(({ items }) => items.map(({ href, label }) => link(href, label))),
        link('/account', 'Account'),
      ],
    },
    {
      heading: 'Teams',
      items: teams
        .filter(({ slug }) => slug !== team)
        .map(({ slug, name }) => link(`/${slug}/endpoints`, name, { detail: slug })),
    },
  ].filter(({ items }) => items.length > 0)

  return <CommandPalette groups={groups} onQueryChange={setTyped} pending={found.pending} />
}
