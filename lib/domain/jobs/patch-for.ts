import { type EndpointWithSecrets, endpointFields, fieldLabels, WILDCARD } from '../endpoints/fields.ts'
import type { DialectProfile } from '../endpoints/profile.ts'
import { invalid } from '../shared/errors.ts'
import type { BulkChange } from './fields.ts'

/**
 * The patch of one endpoint, unparsed, from the state that it has now: so that a job changes what others did meanwhile
 * no more than it must. Throws `invalid` where its dialect has no such field, or an event cannot be taken away.
 */
export function patchFor(
  change: BulkChange,
  current: EndpointWithSecrets,
  profile: DialectProfile,
): Readonly<Record<string, unknown>> {
  if ('patch' in change) {
    const missing = endpointFields.find(
      (field) => Object.hasOwn(change.patch, field) && profile.fields[field] === null,
    )
    if (missing === undefined) return { ...change.patch, ...emptied(change.patch, current) }
    const message = `${profile.label} has no ${fieldLabels[missing]}.`
    throw invalid([{ path: [missing], code: 'unknown_field', message }])
  }
  const { add, remove } = change.events
  const before = current.events.map((event) => event.type)
  if (before.includes(WILDCARD)) {
    if (remove.length === 0 || remove.includes(WILDCARD)) return eventsOf(before, add, remove)
    throw invalid([
      {
        path: ['events'],
        code: 'forbidden_combination',
        message: 'This endpoint gets all events by *, so none can be taken away by its name.',
      },
    ])
  }
  return eventsOf(before, add, remove)
}

function eventsOf(before: readonly string[], add: readonly string[], remove: readonly string[]) {
  const after = [
    ...before.filter((type) => !remove.includes(type)),
    ...add.filter((type) => !before.includes(type)),
  ]
  // who gets all gets these too
  const covered = before.includes(WILDCARD) && after.includes(WILDCARD)
  return covered || after.join('\n') === before.join('\n') ? {} : { events: after }
}

/** `null` for a map takes all its members away; which those are differs from one endpoint to the next. */
function emptied(patch: Readonly<Record<string, unknown>>, current: EndpointWithSecrets) {
  const maps = (['headers', 'metadata'] as const).filter((field) => patch[field] === null)
  return Object.fromEntries(
    maps.map((field) => [field, Object.fromEntries(Object.keys(current[field]).map((key) => [key, null]))]),
  )
}
