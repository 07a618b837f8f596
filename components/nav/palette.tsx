'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { CommandPalette } from '#components/ui/command-palette.tsx'
import type { PaletteGroup, PaletteItem } from '#components/ui/palette-item.ts'
import { navGroups } from './nav-groups.ts'
import type { SwitcherTeam } from './team-items.tsx'
import { useFoundEndpoints } from './use-found-endpoints.ts'

type PaletteProps = {
  team: string
  teams: readonly SwitcherTeam[]
  mayCreate: boolean
  mayCreateSource: boolean
}

/** Search and jump: endpoints of this team by name, URL or id, its pages, and the other teams. */
export function Palette({ team, teams, mayCreate, mayCreateSource }: PaletteProps) {
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
        ...(mayCreateSource ? [link(`/${team}/sources/new`, 'New source')] : []),
        link('/new', 'New team'),
      ],
    },
    {
      heading: 'Go to',
      items: [
        ...navGroups(team).flatMap(({ items }) => items.map(({ href, label }) => link(href, label))),
        link('/account', 'Account'),
        // not a page of this app: the server's own
        link('/reference', 'API reference', { onSelect: () => window.location.assign('/reference') }),
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
