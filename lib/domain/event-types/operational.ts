import type { CatalogueEvent } from '../endpoints/profile.ts'

/** What Patchbay itself publishes begins so; no team's event type may. */
const PREFIX = 'patchbay.'

/** Events about the team's own endpoints. Only an endpoint that names one gets it: `*` is for the team's events. */
export const operationalEvents: readonly CatalogueEvent[] = [
  {
    type: 'patchbay.endpoint.failing',
    group: 'patchbay',
    description: 'An endpoint has done nothing but fail for a while, and will be paused if that goes on.',
  },
  {
    type: 'patchbay.endpoint.disabled',
    group: 'patchbay',
    description: 'Patchbay paused an endpoint: everything failed, or its receiver answered 410 Gone.',
  },
]

/** Whatever the case: names that differ in it alone would mislead. */
export function isOperational(type: string): boolean {
  return type.toLowerCase().startsWith(PREFIX)
}
