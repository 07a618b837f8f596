'use client'

import { useQuery } from '@tanstack/react-query'
import { JobPreview } from '#components/feedback/job-preview.tsx'
import { ResultLines, resultLineClass } from '#components/feedback/result-lines.tsx'
import { type EndpointField, endpointFields, fieldLabels } from '#lib/domain/endpoints/fields.ts'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { type BulkEdit, bulkPreviewOptions, useStartBulk } from '#lib/queries/jobs.ts'
import { unverifiedWords } from '../fields/tls-words.ts'
import { dropNote, endpoints, heldNote, previewSentences, stepText } from './bulk-words.ts'

type BulkPreviewStepProps = {
  team: string
  title: string
  edit: BulkEdit
  onBack?: (() => void) | undefined
  onStarted: (jobId: string) => void
  onClose: () => void
}

/** What would change, on how many, before anything does. */
export function BulkPreviewStep({ team, title, edit, onBack, onStarted, onClose }: BulkPreviewStepProps) {
  const preview = useQuery(bulkPreviewOptions(team, edit))
  const start = useStartBulk(team)
  const { data } = preview
  const changing = data?.changing ?? 0
  const note = data && heldNote(data)
  const isTlsOff = 'patch' in edit && edit.patch.tlsVerification === false
  const warning = data && (isTlsOff && changing > 0 ? unverifiedWords : dropNote(data))

  async function begin() {
    const job = await start.mutateAsync(edit).catch(() => null)
    if (job) onStarted(job.id)
  }

  return (
    <JobPreview
      title={title}
      preview={preview}
      start={start}
      beginLabel={`Change ${endpoints(changing)}`}
      isEmpty={changing === 0}
      onBegin={() => void begin()}
      onClose={onClose}
      onBack={onBack}
    >
      {data ? <PreviewText preview={data} /> : null}
      {warning ? <p className="mt-4 text-warn">{warning}</p> : null}
      {note ? <p className="mt-4 text-muted">{note}</p> : null}
    </JobPreview>
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
