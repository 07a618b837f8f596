import type { JobProgressState, JobWords } from '#components/feedback/job-progress.tsx'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import { MOST_HELD } from '#lib/domain/deliveries/delivery.ts'
import type { BulkChange } from '#lib/domain/jobs/fields.ts'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'
import { droppedWords } from '../fields/pause-words.ts'

/** What can be done to many endpoints at once, from the list. */
export type BulkDeed = 'activate' | 'pause' | 'add-events' | 'remove-events' | 'tls-on' | 'tls-off'

/** What is asked first in some of them. */
export const asksForEvents = (deed: BulkDeed): boolean => deed === 'add-events' || deed === 'remove-events'

export const deedTitles: Readonly<Record<BulkDeed, string>> = {
  activate: 'Activate endpoints',
  pause: 'Pause endpoints',
  'add-events': 'Add events',
  'remove-events': 'Remove events',
  'tls-on': 'Turn on TLS verification',
  'tls-off': 'Turn off TLS verification',
}

export function changeOf(deed: BulkDeed, events: readonly string[]): BulkChange {
  switch (deed) {
    case 'activate':
      return { patch: { active: true } }
    case 'pause':
      return { patch: { active: false } }
    case 'tls-on':
      return { patch: { tlsVerification: true } }
    case 'tls-off':
      return { patch: { tlsVerification: false } }
    case 'add-events':
      return { events: { add: events, remove: [] } }
    case 'remove-events':
      return { events: { add: [], remove: events } }
  }
}

export function endpoints(count: number): string {
  return count === 1 ? '1 endpoint' : `${count.toLocaleString('en-US')} endpoints`
}

const counted = { count: endpoints, noun: 'change' }
const changed = { ...counted, done: 'changed' }

/** What becomes of deliveries that wait for endpoints that are resumed; undefined where none does. */
export function heldNote({ held }: Pick<BulkPreview, 'held'>): string | undefined {
  if (held === 0) return undefined
  const count =
    held > MOST_HELD ? `More than ${MOST_HELD.toLocaleString('en-US')}` : held.toLocaleString('en-US')
  const waiting =
    held === 1 ? '1 delivery waits for them and goes' : `${count} deliveries wait for them and go`
  return `${waiting} out at once. To drop what waits, resume an endpoint by itself.`
}

/** What pausing loses; undefined where nothing is. */
export function dropNote({
  changing,
  dropping,
}: Pick<BulkPreview, 'changing' | 'dropping'>): string | undefined {
  if (dropping === 0) return undefined
  if (dropping === changing) return droppedWords
  const count = dropping.toLocaleString('en-US')
  return `${count} of them ${dropping === 1 ? 'drops' : 'drop'} new events for good while paused.`
}

/** What a job says it did. Only what sets a switch has an opposite. */
export const deedWords: Readonly<Record<BulkDeed, JobWords & { readonly canUndo: boolean }>> = {
  activate: { ...counted, done: 'activated', canUndo: true },
  pause: { ...counted, done: 'paused', canUndo: true },
  'add-events': { ...changed, result: (which) => `Events added to ${which}`, canUndo: false },
  'remove-events': { ...changed, result: (which) => `Events removed from ${which}`, canUndo: false },
  'tls-on': { ...changed, result: (which) => `TLS verification is on for ${which}`, canUndo: true },
  'tls-off': { ...changed, result: (which) => `TLS verification is off for ${which}`, canUndo: true },
}

/** Why an undo did not come to all that it should; undefined where it did. */
export function undoFault({
  state,
  failed,
  failures,
}: Pick<JobProgressState, 'state' | 'failed' | 'failures'>): string | undefined {
  if (state === 'done' && failed === 0) return undefined
  const which = failed === 0 ? 'Some endpoints' : endpoints(failed)
  return [`${which} could not be changed back.`, failures.at(-1)?.message].filter(Boolean).join(' ')
}

/** One sentence of what is going to happen, and one each of what is not. */
export function previewSentences({ changing, unchanged, failing }: BulkPreview): string[] {
  return [
    changing === 0 ? 'Nothing changes.' : `${endpoints(changing)} ${changing === 1 ? 'changes' : 'change'}.`,
    ...(unchanged > 0 ? [`${endpoints(unchanged)} ${unchanged === 1 ? 'is' : 'are'} so already.`] : []),
    ...(failing > 0 ? [`${endpoints(failing)} cannot be changed.`] : []),
  ]
}

/** What a change does to one field, in a few characters. */
export function stepText({ field, before, after }: FieldChange): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((event) => !before.includes(event)).map((event) => `+${event}`)
    const removed = before.filter((event) => !after.includes(event)).map((event) => `−${event}`)
    const shown = [...added, ...removed]
    return shown.length <= SHOWN_EVENTS
      ? shown.join(' ')
      : `${shown.slice(0, SHOWN_EVENTS).join(' ')} and ${shown.length - SHOWN_EVENTS} more`
  }
  return `${shortValue(field, before)} → ${shortValue(field, after)}`
}

const SHOWN_EVENTS = 3

/** In the words of the history. */
function shortValue(field: string, value: unknown): string {
  if (value === null || value === '') return 'none'
  const [yes, no] = field === 'active' ? ['active', 'paused'] : ['on', 'off']
  if (typeof value === 'boolean') return value ? yes : no
  return String(value)
}
