'use client'

import SearchIcon from 'lucide-react/icons/search'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { cn } from './cn.ts'
import { Kbd } from './kbd.tsx'
import type { CommandPaletteProps } from './palette-item.ts'
import { useCommandKeyName, useCommandShortcut } from './shortcut.ts'

const CommandPalettePanel = dynamic(
  () => import('./command-palette-panel.tsx').then((m) => m.CommandPalettePanel),
  {
    ssr: false,
  },
)

/** The search box of the top bar and its ⌘K. The palette itself is fetched when it is first wanted. */
export function CommandPalette({ placeholder = 'Search or jump to…', ...panel }: CommandPaletteProps) {
  const [open, setOpen] = useState(false)
  const commandKey = useCommandKeyName()

  useCommandShortcut('k', () => setOpen(!open))

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label="Search or jump to"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setOpen(true)}
        onPointerEnter={() => void import('./command-palette-panel.tsx')}
        className={cn(
          'flex h-7.5 w-[196px] items-center justify-between gap-3 rounded border border-line px-2 text-faint transition-colors duration-100',
          'hover:border-line-strong hover:text-muted',
          'max-md:h-8 max-md:w-8 max-md:justify-center max-md:border-transparent max-md:p-0 max-md:text-muted max-md:hover:bg-sunken',
        )}
      >
        <SearchIcon aria-hidden="true" className="size-4 flex-none md:hidden" />
        <span className="truncate max-md:hidden">{placeholder}</span>
        <Kbd className="min-w-7 whitespace-nowrap max-md:hidden">{commandKey === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
      {open ? (
        <CommandPalettePanel {...panel} placeholder={placeholder} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}
