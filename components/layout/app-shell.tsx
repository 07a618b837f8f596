import type { ReactNode } from 'react'
import { MobileNav } from './mobile-nav.tsx'
import { type NavGroup, NavList } from './nav-list.tsx'
import { SkipLink } from './skip-link.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

type AppShellProps = {
  /** The `TeamSwitcher`. */
  team: ReactNode
  /** Only what exists, and only what the reader may see. */
  nav: readonly NavGroup[]
  /** The `CommandPalette`. */
  search?: ReactNode
  /** The `AccountMenu`. */
  account: ReactNode
  /** One `Page`. */
  children: ReactNode
}

/**
 * The frame of the dashboard: sidebar, top bar, page. It is one grid in which each `Page` lays its own breadcrumb
 * into the top bar's cell, so that the server writes it with the page, and nothing shifts.
 */
export function AppShell({ team, nav, search, account, children }: AppShellProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[220px_minmax(0,1fr)] grid-rows-[48px_1fr] max-md:grid-cols-[minmax(0,1fr)]">
      <SkipLink />
      <aside
        aria-label="Sidebar"
        className="sticky top-0 col-start-1 row-span-2 row-start-1 h-dvh overflow-y-auto border-line border-r px-2 py-3 max-md:hidden"
      >
        <div className="pb-2">{team}</div>
        <NavList groups={nav} />
      </aside>
      <header className="sticky top-0 z-30 col-start-2 row-span-2 row-start-1 flex h-12 items-center gap-1 self-start border-line border-b bg-bg px-6 max-md:col-start-1 max-md:px-4">
        <MobileNav>
          <div className="pr-8 pb-2">{team}</div>
          <NavList groups={nav} />
        </MobileNav>
        <span className="flex-1" />
        {search}
        <span className="w-1 max-md:hidden" />
        <ThemeSwitch />
        {account}
      </header>
      {children}
    </div>
  )
}
