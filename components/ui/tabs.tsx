'use client'

import { createContext, type KeyboardEvent, type ReactNode, use, useId, useState } from 'react'
import { cn } from './cn.ts'

const TabsContext = createContext<{ id: string; value: string; choose: (value: string) => void } | undefined>(
  undefined,
)

function useTabs() {
  const tabs = use(TabsContext)
  if (!tabs) throw new Error('Tab parts belong inside Tabs')
  return tabs
}

type TabsProps = {
  /** Which tab is shown at first, or, with `onValueChange`, now. */
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  className?: string
  children: ReactNode
}

/** Several views of one thing, one of them shown. */
export function Tabs({ value, defaultValue = '', onValueChange, className, children }: TabsProps) {
  const id = useId()
  const [own, setOwn] = useState(defaultValue)
  function choose(next: string) {
    setOwn(next)
    onValueChange?.(next)
  }
  return (
    <div className={className}>
      <TabsContext value={{ id, value: value ?? own, choose }}>{children}</TabsContext>
    </div>
  )
}

/** Arrow keys choose the tab beside, Home and End the outer ones. */
function onKeyDown(event: KeyboardEvent<HTMLElement>) {
  const tabs = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]'))
  const at = tabs.indexOf(document.activeElement as HTMLElement)
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }
  const to = steps[event.key]
  if (to === undefined || at < 0) return
  event.preventDefault()
  const next = tabs.at(to % tabs.length)
  next?.focus()
  next?.click()
}

/** The row of tabs, on a hairline. */
export function TabsList({
  className,
  ...props
}: {
  'aria-label': string
  className?: string
  children: ReactNode
}) {
  return (
    <div
      {...props}
      role="tablist"
      onKeyDown={onKeyDown}
      className={cn('flex gap-4 overflow-x-auto overflow-y-hidden border-line border-b', className)}
    />
  )
}

/** One tab. */
export function TabsTrigger({ value, children }: { value: string; children: ReactNode }) {
  const tabs = useTabs()
  const active = tabs.value === value
  return (
    <button
      type="button"
      role="tab"
      id={`${tabs.id}-tab-${value}`}
      aria-selected={active}
      aria-controls={active ? `${tabs.id}-panel-${value}` : undefined}
      tabIndex={active ? 0 : -1}
      onClick={() => tabs.choose(value)}
      className={cn(
        'h-8 flex-none whitespace-nowrap border-transparent border-b-2 font-medium text-muted transition-colors duration-100 hover:text-text',
        'focus-visible:-outline-offset-2',
        active && 'border-text text-text',
      )}
    >
      {children}
    </button>
  )
}

/** What a tab shows; mounted while it is chosen. */
export function TabsContent({
  value,
  className,
  children,
}: {
  value: string
  className?: string
  children: ReactNode
}) {
  const tabs = useTabs()
  if (tabs.value !== value) return null
  return (
    <div
      role="tabpanel"
      id={`${tabs.id}-panel-${value}`}
      aria-labelledby={`${tabs.id}-tab-${value}`}
      className={cn('pt-4', className)}
    >
      {children}
    </div>
  )
}
