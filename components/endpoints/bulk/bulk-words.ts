import type { FieldChange } from '#lib/domain/audit/diff.ts'
import { MOST_HELD } from '#lib/domain/deliveries/delivery.ts'
import type { BulkChange } from '#lib/domain/jobs/fields.ts'
import type { BulkPreview } from '#lib/domain/jobs/preview.ts'

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

/** What becomes of deliveries that wait for endpoints that are resumed; undefined where none does. */
export function heldNote({ held }: Pick<BulkPreview, 'held'>): string | undefined {
  if (held === 0) return undefined
  const count =
    held > MOST_HELD ? `More than ${MOST_HELD.toLocaleString('en-US')}` : held.toLocaleString('en-US')
  const waiting =
    held === 1 ? '1 delivery waits for them and goes' : `${count} deliveries wait for them and go`
  return `${waiting} out at once. To drop what waits, resume an endpoint by itself.`
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
export function stepText({ before, after }: Pick<FieldChange, 'before' | 'after'>): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((event) => !before.includes(event)).map((event) => `+${event}`)
    const removed = before.filter((event) => !after.includes(event)).map((event) => `−${event}`)
    const shown = [...added, ...removed]
    return shown.length <= SHOWN_EVENTS
      ? shown.join(' ')
      : `${shown.slice(0, SHOWN_EVENTS).join(' ')} and ${shown.length - SHOWN_EVENTS} more`
  }
  return `${shortValue(before)} → ${shortValue(after)}`
}

const SHOWN_EVENTS = 3

function shortValue(value: unknown): string {
  if (value === null || value === '') return 'none'
  if (value === true) return 'on'
  if (value === false) return 'off'
  return String(value)
}
