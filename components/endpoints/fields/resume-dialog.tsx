'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { useDropHeld } from '#lib/queries/deliveries.ts'

type ResumeDialogProps = {
  /** the team's slug */
  team: string
  endpoint: { readonly id: string; readonly name: string }
  /** with how many deliveries wait */
  health: Pick<EndpointHealth, 'held' | 'unfinishedIsWhole'>
  onClose: () => void
  /** turns the switch */
  onResume: () => Promise<void>
}

/** On resuming an endpoint that deliveries wait for: whether they go out, or are dropped first. */
export function ResumeDialog({ team, endpoint, health, onClose, onResume }: ResumeDialogProps) {
  const [choice, setChoice] = useState<'send' | 'drop'>('send')
  const [pending, setPending] = useState(false)
  const drop = useDropHeld(team, endpoint.id)
  const held = `${health.held.toLocaleString('en-US')}${health.unfinishedIsWhole ? '' : '+'}`
  const noun = held === '1' ? 'delivery' : 'deliveries'

  async function resume() {
    setPending(true)
    try {
      if (choice === 'drop') await drop.mutateAsync()
      await onResume()
      onClose()
    } catch {
      // said below
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog open onOpenChange={(open) => (open || pending ? undefined : onClose())}>
      <DialogContent
        title={`Resume ${endpoint.name}?`}
        description={`${held} ${noun} waited for it while it was paused.`}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" loading={pending} onClick={() => void resume()}>
              {choice === 'send' ? 'Resume and send' : 'Resume and drop'}
            </Button>
          </>
        }
      >
        <RadioGroup legend={`What becomes of the ${noun} that waited`}>
          <Radio
            name="held"
            checked={choice === 'send'}
            onChange={() => setChoice('send')}
            description="They go out at once, the oldest first."
          >
            Send {held === '1' ? 'it' : 'them'}
          </Radio>
          <Radio
            name="held"
            checked={choice === 'drop'}
            onChange={() => setChoice('drop')}
            description="They are cancelled. Each can be replayed later by hand."
          >
            Drop {held === '1' ? 'it' : 'them'}
          </Radio>
        </RadioGroup>
        {drop.error ? (
          <p role="alert" className="mt-3 text-bad">
            {drop.error.message}
          </p>
        ) : null}
      </DialogContent>
    </Dialog>
  )
}
