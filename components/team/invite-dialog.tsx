'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { InviteLink } from './invite-link.tsx'
import type { Reader } from './reader.ts'

const loadForm = () => import('./invite-form.tsx').then((module) => module.InviteForm)

/** Fetched when it is first wanted: most who look at the team invite nobody. */
const InviteForm = dynamic(loadForm, {
  ssr: false,
  loading: () => (
    <div className="grid h-[360px] place-items-center">
      <Spinner />
    </div>
  ),
})

type InviteDialogProps = {
  team: string
  reader: Reader
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Invites somebody, and shows the link: once, because only its hash is kept. */
export function InviteDialog({ team, reader, open, onOpenChange }: InviteDialogProps) {
  const [made, setMade] = useState<{ email: string; link: string }>()

  function setOpen(next: boolean) {
    if (!next) setMade(undefined)
    onOpenChange(next)
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      {made ? (
        <DialogContent
          title={`Invitation for ${made.email}`}
          description="Send them this link. It works once, for seven days, and is shown only now."
          lightDismiss={false}
        >
          <InviteLink link={made.link} onDone={() => setOpen(false)} />
        </DialogContent>
      ) : (
        <DialogContent
          title="Invite somebody"
          description="They join by a link that you send them."
          lightDismiss={false}
        >
          <InviteForm team={team} actorRole={reader.role} onMade={setMade} />
        </DialogContent>
      )}
    </Dialog>
  )
}
