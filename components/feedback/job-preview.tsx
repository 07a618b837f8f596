'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Banner } from './banner.tsx'
import type { Reread } from './query-faults.tsx'

type JobPreviewProps = {
  title: string
  description?: string
  /** looks at what would happen */
  preview: Reread
  /** begins it */
  start: { readonly isPending: boolean; readonly error: { readonly message: string } | null }
  /** on the button that begins it, with how many: "Change 3 endpoints" */
  beginLabel: string
  /** there is nothing to do */
  isEmpty: boolean
  onBegin: () => void
  onClose: () => void
  onBack?: (() => void) | undefined
  /** what would happen, once it is known */
  children: ReactNode
}

/** What a job would do, and on how many, before it does anything. */
export function JobPreview({
  title,
  description,
  preview,
  start,
  beginLabel,
  isEmpty,
  onBegin,
  onClose,
  onBack,
  children,
}: JobPreviewProps) {
  const failed = start.error ?? preview.error
  return (
    <Dialog open onOpenChange={(open) => !open && !start.isPending && onClose()}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <>
            {onBack ? (
              <Button className="mr-auto" onClick={onBack}>
                Back
              </Button>
            ) : null}
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" disabled={isEmpty} loading={start.isPending} onClick={onBegin}>
              {beginLabel}
            </Button>
          </>
        }
      >
        {failed ? (
          <Banner
            tone="bad"
            action={
              preview.error ? (
                <Button size="s" loading={preview.isFetching} onClick={() => void preview.refetch()}>
                  Try again
                </Button>
              ) : null
            }
          >
            {failed.message}
          </Banner>
        ) : null}
        {preview.data === undefined && !failed ? <Looking /> : children}
      </DialogContent>
    </Dialog>
  )
}

function Looking() {
  return (
    <div role="status" aria-label="Looking at what would happen" className="flex flex-col gap-3">
      <Skeleton className="w-64" />
      <Skeleton className="h-24 rounded-lg" />
    </div>
  )
}
