import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'neutral'

const toneClass: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  neutral: 'bg-sunken text-muted',
}

/** A word of state or kind. Colour only ever repeats what the word says. */
export function Tag({
  tone = 'neutral',
  dot = false,
  className,
  children,
  ...props
}: ComponentProps<'span'> & { tone?: Tone; dot?: boolean }) {
  return (
    <span
      {...props}
      className={cn(
        'inline-flex items-center gap-[5px] whitespace-nowrap rounded-md px-[7px] py-px text-sm',
        toneClass[tone],
        className,
      )}
    >
      {dot ? <span aria-hidden="true" className="size-[7px] flex-none rounded-full bg-current" /> : null}
      {children}
    </span>
  )
}
