'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { JobPreview } from '#components/feedback/job-preview.tsx'
import { ResultLines, resultLineClass } from '#components/feedback/result-lines.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ReplayPreview } from '#lib/domain/deliveries/preview-replay.ts'
import type { ReplayFilter } from '#lib/domain/jobs/fields.ts'
import { replayPreviewOptions, useStartReplay } from '#lib/queries/jobs.ts'
import { ReplayProgress } from './replay-progress.tsx'
import { deliveries, previewSentences } from './replay-words.ts'

const title = 'Replay what matches'

type ReplayDialogProps = { team: string; filter: ReplayFilter; onClose: () => void }

/** Sends all again that the list shows under its filters: what that comes to first, then how far it is. */
export function ReplayDialog({ team, filter, onClose }: ReplayDialogProps) {
  const [jobId, setJobId] = useState<string>()
  const preview = useQuery({ ...replayPreviewOptions(team, filter), enabled: jobId === undefined })
  const start = useStartReplay(team)
  const { data } = preview
  const sending = data?.sending ?? 0
  if (jobId !== undefined) return <ReplayProgress team={team} jobId={jobId} title={title} onDone={onClose} />

  async function begin() {
    const job = await start.mutateAsync(filter).catch(() => null)
    if (job) setJobId(job.id)
  }

  return (
    <JobPreview
      title={title}
      description="All deliveries that the filters find, on every page of the list."
      preview={preview}
      start={start}
      beginLabel={`Replay ${deliveries(sending)}`}
      isEmpty={sending === 0}
      onBegin={() => void begin()}
      onClose={onClose}
    >
      {data ? <PreviewText preview={data} /> : null}
    </JobPreview>
  )
}

function PreviewText({ preview }: { preview: ReplayPreview }) {
  const { events, sending, lookedTo } = preview
  const rest = sending - events.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="flex flex-col gap-4">
      <p role="status">{previewSentences(preview).join(' ')}</p>
      {events.length > 0 ? (
        <ResultLines label="What would be sent">
          {events.map(({ eventType, count }) => (
            <li key={eventType} className={resultLineClass}>
              <code className="min-w-0 flex-1 truncate">{eventType}</code>
              <span className="text-muted tabular-nums">{count.toLocaleString('en-US')}</span>
            </li>
          ))}
          {rest > 0 ? (
            <li className="px-2.5 py-1.5 text-faint">and {rest.toLocaleString('en-US')} of other events</li>
          ) : null}
        </ResultLines>
      ) : null}
      {sending > 0 ? (
        <p className="text-muted">
          What arrives takes back the automatic attempts that were still planned for it.
        </p>
      ) : null}
      {lookedTo ? (
        <p className="text-muted">
          Deliveries from before <RelativeTime at={lookedTo} /> are not among them. Narrow the list to one
          endpoint to reach further back.
        </p>
      ) : null}
    </div>
  )
}
