'use client'

import { Command } from 'cmdk'
import { useEffect, useRef } from 'react'
import { cn } from './cn.ts'
import { dialogShapes } from './dialog.tsx'
import { menuItemClass, modalClass } from './overlay-class.ts'
import type { CommandPaletteProps, PaletteItem } from './palette-item.ts'
import { Spinner } from './spinner.tsx'
import { useModal } from './use-modal.ts'

type PanelProps = CommandPaletteProps & { onClose: () => void }

const groupClass =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-sm'

function Item({ item, onChosen }: { item: PaletteItem; onChosen: () => void }) {
  return (
    <Command.Item
      value={`${item.label} ${item.detail ?? ''} ${item.id}`}
      {...(item.keywords ? { keywords: item.keywords } : undefined)}
      onSelect={() => {
        onChosen()
        item.onSelect()
      }}
      className={cn(menuItemClass, 'min-h-8 data-[selected=true]:bg-sunken')}
    >
      {item.icon ? <span className="flex-none text-muted [&_svg]:size-4">{item.icon}</span> : null}
      <span className="flex-none">{item.label}</span>
      {item.detail ? <span className="min-w-0 truncate text-faint text-sm">{item.detail}</span> : null}
    </Command.Item>
  )
}

/** The palette: type, arrow to an item, Enter. Fetched by `CommandPalette` when it is first wanted. */
export function CommandPalettePanel({ groups, placeholder, onQueryChange, pending, onClose }: PanelProps) {
  const modal = useModal({ onDismiss: onClose, lightDismiss: true })
  const inputRef = useRef<HTMLInputElement>(null)
  // the dialog by itself would begin at the frame of the list, where nothing can be typed
  useEffect(() => inputRef.current?.focus(), [])
  return (
    <dialog
      {...modal}
      aria-label="Search or jump to"
      className={cn(
        modalClass,
        dialogShapes.center,
        'top-[max(12px,12dvh)] w-auto max-w-[560px] overflow-hidden',
      )}
    >
      <Command label="Search or jump to" loop>
        <div className="flex items-center gap-2 border-line border-b px-4 text-faint">
          <Command.Input
            ref={inputRef}
            placeholder={placeholder}
            {...(onQueryChange ? { onValueChange: onQueryChange } : undefined)}
            className="h-11 min-w-0 flex-1 bg-transparent text-lg text-text outline-none pointer-coarse:text-[1rem]"
          />
          {pending ? <Spinner /> : null}
        </div>
        <Command.List label="Results" className="max-h-[min(52dvh,400px)] overflow-y-auto p-1.5">
          <Command.Empty className="px-2 py-6 text-center text-muted">
            {pending ? 'Searching…' : 'Nothing matches.'}
          </Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group.heading} heading={group.heading} className={groupClass}>
              {group.items.map((item) => (
                <Item key={item.id} item={item} onChosen={onClose} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  )
}
