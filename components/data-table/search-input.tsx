'use client'

import XIcon from 'lucide-react/icons/x'
import { useEffect, useRef, useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useShortcut } from '#components/ui/shortcut.ts'

type SearchInputProps = {
  /** What can be searched, also its accessible name: "Search name, URL or id". */
  label: string
  value: string
  /** Called when the typing pauses, on Enter, and at once when it is cleared. */
  onChange: (value: string) => void
  pauseMs?: number
  className?: string
}

/** The search box of a list. "/" goes there from anywhere on the page; Escape clears it, then leaves it. */
export function SearchInput({ label, value, onChange, pauseMs = 200, className }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  // A value from outside (a link, the browser's Back) replaces what stands in the box; our own echo does not.
  if (value !== seen) {
    setSeen(value)
    if (value !== text.trim()) setText(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useShortcut('/', () => input.current?.focus())

  function send(next: string) {
    clearTimeout(timer.current)
    if (next.trim() !== value) onChange(next.trim())
  }
  function type(next: string) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), pauseMs)
  }
  function clear() {
    setText('')
    send('')
    input.current?.focus()
  }

  return (
    <div className={cn('relative min-w-44 flex-1 max-sm:basis-full', className)}>
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text)
          if (event.key !== 'Escape') return
          if (text) clear()
          else input.current?.blur()
        }}
        className="peer h-8 w-full appearance-none rounded border border-line bg-transparent pr-9 pl-2.5 text-base transition-[border-color,box-shadow] duration-100 placeholder:text-faint hover:border-line-strong focus-visible:border-accent focus-visible:shadow-focus focus-visible:outline-none pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      {text ? (
        <IconButton label="Clear search" size="s" onClick={clear} className="absolute top-[3px] right-[3px]">
          <XIcon aria-hidden="true" />
        </IconButton>
      ) : (
        <Kbd
          aria-hidden="true"
          className="pointer-events-none absolute top-[7px] right-2 text-faint peer-focus:hidden pointer-coarse:hidden"
        >
          /
        </Kbd>
      )}
    </div>
  )
}
