import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'

type SaveBarProps = {
  /** What would change, such as "+2 −1". */
  summary: ReactNode
  /** Where, such as "in Events". */
  detail?: ReactNode
  saveLabel?: string
  saving?: boolean
  error?: ReactNode
  onSave: () => void
  onDiscard: () => void
  className?: string
}

/** Stands under something with changes that are not saved yet: what changed, Discard, Save. */
export function SaveBar({
  summary,
  detail,
  saveLabel = 'Save',
  saving = false,
  error,
  onSave,
  onDiscard,
  className,
}: SaveBarProps) {
  return (
    <div
      className={cn(
        'sticky bottom-3 z-10 flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-lg border border-line-strong bg-panel py-[7px] pr-2 pl-3 shadow-float',
        className,
      )}
    >
      <p role="status" className="flex min-w-0 flex-1 flex-wrap gap-x-2">
        <span className="font-semibold tabular-nums">{summary}</span>
        {detail ? <span className="text-muted">{detail}</span> : null}
      </p>
      <Button size="s" onClick={onDiscard} disabled={saving}>
        Discard
      </Button>
      <Button size="s" variant="primary" onClick={onSave} loading={saving}>
        {saveLabel}
      </Button>
      {error ? (
        <p role="alert" className="basis-full text-bad text-sm">
          {error}
        </p>
      ) : null}
    </div>
  )
}
