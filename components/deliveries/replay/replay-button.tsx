'use client'

import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import type { ReplayFilter } from '#lib/domain/jobs/fields.ts'

const loadDialog = () => import('./replay-dialog.tsx')

/** Opens the way to send all again that the filters find. */
export function ReplayButton({ team, filter }: { team: string; filter: ReplayFilter }) {
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  return (
    <>
      <Button {...button} title={error}>
        Replay all…
      </Button>
      {dialog ? <dialog.ReplayDialog team={team} filter={filter} onClose={close} /> : null}
    </>
  )
}
