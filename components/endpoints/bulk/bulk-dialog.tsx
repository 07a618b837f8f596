'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import type { BulkTarget } from '#lib/domain/jobs/fields.ts'
import type { BulkEdit } from '#lib/queries/jobs.ts'
import { BulkEvents } from './bulk-events.tsx'
import { BulkPreviewStep } from './bulk-preview.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { asksForEvents, type BulkDeed, changeOf, deedTitles } from './bulk-words.ts'

type BulkDialogProps = {
  team: string
  deed: BulkDeed
  target: BulkTarget
  dialects: readonly string[]
  onClose: () => void
  /** it was started, and is at its end or left to itself */
  onDone: () => void
}

/** From the question (which events), over what exactly would change, to how far it is. */
export function BulkDialog({ team, deed, target, dialects, onClose, onDone }: BulkDialogProps) {
  const [events, setEvents] = useState<readonly string[]>([])
  const [edit, setEdit] = useState<BulkEdit | undefined>(
    asksForEvents(deed) ? undefined : { ...target, ...changeOf(deed, []) },
  )
  const [jobId, setJobId] = useState<string>()
  const title = deedTitles[deed]

  if (jobId !== undefined) return <BulkProgress team={team} jobId={jobId} deed={deed} onDone={onDone} />
  if (edit)
    return (
      <BulkPreviewStep
        team={team}
        title={title}
        edit={edit}
        onBack={asksForEvents(deed) ? () => setEdit(undefined) : undefined}
        onStarted={setJobId}
        onClose={onClose}
      />
    )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={
          deed === 'add-events'
            ? 'Choose what the selected endpoints shall get beside what they get already.'
            : 'Choose what the selected endpoints shall no longer get.'
        }
        lightDismiss={false}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={events.length === 0}
              onClick={() => setEdit({ ...target, ...changeOf(deed, events) })}
            >
              See what changes
            </Button>
          </>
        }
      >
        <BulkEvents team={team} dialects={dialects} chosen={events} onChange={setEvents} />
      </DialogContent>
    </Dialog>
  )
}
