import { cn } from './cn.ts'

export type DotState = 'ok' | 'warn' | 'bad' | 'off'

const dotClass: Record<DotState, string> = { ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad', off: 'bg-control' }

/** A dot of state. `label` says in words what the colour shows. */
export function StateDot({
  state,
  label,
  className,
}: {
  state: DotState
  label: string
  className?: string
}) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cn('inline-block size-[7px] flex-none rounded-full', dotClass[state], className)}
    />
  )
}
