'use client'

import { useQuery } from '@tanstack/react-query'
import { Banner } from '#components/feedback/banner.tsx'
import { ResultLines, resultLineClass } from '#components/feedback/result-lines.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type EndpointField, endpointFields, fieldLabels } from '#lib/domain/endpoints/fields.ts'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { type BulkEdit, bulkPreviewOptions, useStartBulk } from '#lib/queries/jobs.ts'
import { endpoints, previewSentences, stepText } from './bulk-words.ts'

type BulkPreviewStepProps = {
  team: string
  title: string
  edit: BulkEdit
  /** what else comes of it */
  note?: string | undefined
  onBack?: (() => void) | undefined
  onStarted: (jobId: string) => void
  onClose: () => void
}

/** What would change, on how many, before anything does. */
export function BulkPreviewStep({
  team,
  title,
  edit,
  note,
  onBack,
  onStarted,
  onClose,
}: BulkPreviewStepProps) {
  const preview = useQuery(bulkPreviewOptions(team, edit))
  const start = useStartBulk(team)
  const { data } = preview
  const failed = start.error ?? preview.error
  const changing = data?.changing ?? 0

  async function begin() {
    const job = await start.mutateAsync(edit).catch(() => null)
    if (job) onStarted(job.id)
  }

  return (
    <Dialog open onOpenChange={(open) => !open && !start.isPending && onClose()}>
      <DialogContent
        title={title}
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
            <Button
              variant="primary"
              disabled={changing === 0}
              loading={start.isPending}
              onClick={() => void begin()}
            >
              Change {endpoints(changing)}
            </Button>
          </>
        }
      >
        {failed ? (
          <Banner
            tone="bad"
            action={
              preview.isError ? (
                <Button size="s" loading={preview.isFetching} onClick={() => void preview.refetch()}>
                  Try again
                </Button>
              ) : null
            }
          >
            {failed.message}
          </Banner>
        ) : null}
        {data ? <PreviewText preview={data} /> : failed ? null : <Looking />}
        {note && changing > 0 ? <p className="mt-4 text-muted">{note}</p> : null}
      </DialogContent>
    </Dialog>
  )
}

function Looking() {
  return (
    <div role="status" aria-label="Looking at what would change" className="flex flex-col gap-3">
      <Skeleton className="w-64" />
      <Skeleton className="h-24 rounded-lg" />
    </div>
  )
}

function PreviewText({ preview }: { preview: BulkPreview }) {
  const { sample, changing, failures, failing } = preview
  return (
    <div className="flex flex-col gap-4">
      <p role="status">{previewSentences(preview).join(' ')}</p>
      {sample.length > 0 ? (
        <ResultLines label="What changes" more={changing - sample.length}>
          {sample.map(({ id, name, changes }) => (
            <li key={id} className={resultLineClass}>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {changes.map((step) => (
                <span key={`${step.field} ${step.key ?? ''}`} className="text-muted">
                  {labelOf(step.field, step.key)}: {stepText(step)}
                </span>
              ))}
            </li>
          ))}
        </ResultLines>
      ) : null}
      {failures.length > 0 ? (
        <ResultLines label="What cannot be changed" more={failing - failures.length}>
          {failures.map(({ id, name, message }) => (
            <li key={id} className={resultLineClass}>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-muted">{message}</span>
            </li>
          ))}
        </ResultLines>
      ) : null}
    </div>
  )
}

function labelOf(field: string, key: string | undefined): string {
  if (key !== undefined) return key
  const known = endpointFields.find((candidate): candidate is EndpointField => candidate === field)
  return known ? fieldLabels[known] : field
}
