'use client'

import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import type { InboxView } from '#lib/domain/inspector/inbox.ts'

const loadNew = () => import('./new-inbox-dialog.tsx')
const loadConfirm = () => import('./confirm-dialogs.tsx')

type InboxActionsProps = {
  team: string
  inbox: InboxView
  /** leads to an inbox, or to what there is without one */
  onShow: (id: string | undefined) => void
}

/** Another inbox, and the end of this one or of what is in it. */
export function InboxActions({ team, inbox, onShow }: InboxActionsProps) {
  const another = useOnDemandDialog(loadNew)
  const clear = useOnDemandDialog(loadConfirm)
  const close = useOnDemandDialog(loadConfirm)
  const error = another.error ?? clear.error ?? close.error
  return (
    <>
      {error ? (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      ) : null}
      <Button {...clear.button}>Clear…</Button>
      <Button {...close.button}>Close inbox…</Button>
      <Button variant="primary" {...another.button}>
        New inbox…
      </Button>
      {clear.dialog ? <clear.dialog.ClearDialog team={team} inbox={inbox} onClose={clear.close} /> : null}
      {close.dialog ? (
        <close.dialog.CloseDialog
          team={team}
          inbox={inbox}
          onClose={close.close}
          onClosed={() => onShow(undefined)}
        />
      ) : null}
      {another.dialog ? (
        <another.dialog.NewInboxDialog team={team} onClose={another.close} onOpened={onShow} />
      ) : null}
    </>
  )
}
