'use client'

import type { ReactNode } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { Initial } from '#components/ui/initial.tsx'

/** Who is signed in, at the end of the top bar. `children` are the menu's items: account, sign out. */
export function AccountMenu({ name, email, children }: { name: string; email: string; children: ReactNode }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="grid size-8 place-items-center rounded hover:bg-sunken aria-expanded:bg-sunken"
        >
          <Initial name={name} size="m" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-52">
        <div role="presentation" className="px-2 py-1">
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-muted text-sm">{email}</p>
        </div>
        <DropdownMenuSeparator />
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
