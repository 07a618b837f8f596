'use client'

import { useClockText } from './clock.tsx'
import { cn } from './cn.ts'
import { exactTimeText, relativeTimeText } from './relative-time-text.ts'

/** When something was or will be, in words that keep up with the clock; the exact UTC time on hover. */
export function RelativeTime({ at, className }: { at: Date | string | number; className?: string }) {
  const atMs = new Date(at).getTime()
  const text = useClockText((nowMs) => relativeTimeText(atMs, nowMs))
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
