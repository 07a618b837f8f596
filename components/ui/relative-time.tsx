'use client'

import { useClockText } from './clock.tsx'
import { cn } from './cn.ts'
import { exactTimeText, relativeTimeText } from './relative-time-text.ts'

type RelativeTimeProps = {
  at: Date | string | number
  /** Said instead once the moment is past: of what was to happen then, and has not. */
  due?: string
  className?: string
}

/** When something was or will be, in words that keep up with the clock; the exact UTC time on hover. */
export function RelativeTime({ at, due, className }: RelativeTimeProps) {
  const atMs = new Date(at).getTime()
  const text = useClockText((nowMs) => (due && atMs <= nowMs ? due : relativeTimeText(atMs, nowMs)))
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={exactTimeText(atMs)}
      className={cn('whitespace-nowrap tabular-nums', className)}
    >
      {text}
    </time>
  )
}
