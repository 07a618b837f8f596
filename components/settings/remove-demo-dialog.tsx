'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { removeDemoAction } from '#lib/actions/teams.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'
import { type DemoContents, demoRemovalText } from './demo-text.ts'

type RemoveDemoDialogProps = {
  team: string
  contents: DemoContents
  isDemoMember: boolean
  onClose: () => void
}

/** Asks before the demo goes, with all that somebody may have made in it. */
export function RemoveDemoDialog({ team, contents, isDemoMember, onClose }: RemoveDemoDialogProps) {
  async function remove(): Promise<string | undefined> {
    try {
      await runAction(removeDemoAction({ team }))
      location.assign('/')
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Remove the demo?"
      description={demoRemovalText(contents, isDemoMember)}
      confirmLabel="Remove the demo"
      onConfirm={remove}
    />
  )
}
