import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import { type EventGroup, groupEvents } from '../fields/event-selection.ts'

/** The events of one dialect, under its name for people. */
export interface DialectEvents {
  readonly label: string
  readonly events: readonly CatalogueEvent[]
}

/** Each name once. Where there are several dialects, each group says whose it is: "Standard · invoices". */
export function bulkEventGroups(offered: readonly DialectEvents[]): readonly EventGroup[] {
  const byType = new Map<string, { event: CatalogueEvent; labels: string[] }>()
  for (const { label, events } of offered)
    for (const event of events) {
      const known = byType.get(event.type)
      if (known) known.labels.push(label)
      else byType.set(event.type, { event, labels: [label] })
    }
  const all = [...byType.values()].map(({ event, labels }) =>
    offered.length > 1 ? { ...event, group: `${labels.join(', ')} · ${event.group}` } : event,
  )
  return groupEvents(all, [])
}
