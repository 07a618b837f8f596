'use client'

import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'

/** A link that is shown once. */
export function InviteLink({ link, onDone }: { link: string; onDone: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  // the form that had the focus is gone
  useEffect(() => box.current?.querySelector('button')?.focus(), [])
  return (
    <>
      <div ref={box} className="flex items-center gap-2 rounded border border-line bg-sunken p-2 pl-3">
        <code className="min-w-0 flex-1 select-all break-all">{link}</code>
        <CopyButton value={link} label="invitation link" />
      </div>
      <div className="mt-4 flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </>
  )
}
