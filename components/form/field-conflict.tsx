import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Both values of a field that two people changed, side by side, and the choice between them. */
export function FieldConflictView({
  mine,
  theirs,
  by,
  onKeepMine,
  onTakeTheirs,
}: {
  mine: ReactNode
  theirs: ReactNode
  by: string
  onKeepMine: () => void
  onTakeTheirs: () => void
}) {
  return (
    <div role="alert" className="mt-2 rounded border border-line-strong bg-panel p-3">
      <p className="font-medium">{by} changed this while you were editing.</p>
      <div className="mt-2 grid gap-3 @lg:grid-cols-2">
        <div className="flex min-w-0 flex-col items-start gap-1.5">
          <span className="text-faint text-sm">Yours</span>
          <div className="w-full min-w-0 flex-1">{mine}</div>
          <Button size="s" onClick={onKeepMine}>
            Keep mine
          </Button>
        </div>
        <div className="flex min-w-0 flex-col items-start gap-1.5">
          <span className="text-faint text-sm">Theirs, saved now</span>
          <div className="w-full min-w-0 flex-1">{theirs}</div>
          <Button size="s" onClick={onTakeTheirs}>
            Take theirs
          </Button>
        </div>
      </div>
    </div>
  )
}
