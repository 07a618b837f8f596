import type { ChangeRow } from '../audit/change.ts'
import type { Versioned } from '../audit/conflicts.ts'
import type { FieldChange } from '../audit/diff.ts'
import type { FieldConflict } from '../shared/errors.ts'
import { type Endpoint, type EndpointField, type EndpointPatch, endpointFields } from './fields.ts'
import type { DialectProfile } from './profile.ts'
import { viewOfField } from './view.ts'

/**
 * The fields of a patch that somebody changed meanwhile. Fields of one group stand or fall together; of the maps, only
 * the same keys clash. `later` are the changes after the version that the caller saw, oldest first.
 */
export function findConflicts(
  patch: EndpointPatch,
  current: Endpoint,
  later: readonly ChangeRow[],
  profile: DialectProfile,
): FieldConflict[] {
  const found = new Map<string, FieldConflict>()
  for (const field of endpointFields) {
    if (patch[field] === undefined) continue
    const coupled = new Set<string>([
      field,
      ...profile.groups.filter((group) => group.includes(field)).flat(),
    ])
    if (field === 'signing') coupled.add('secret')
    for (const change of later) {
      for (const step of change.fields) {
        if (!coupled.has(step.field) || !sameKey(patch, field, step)) continue
        const conflict: FieldConflict = {
          field: step.field,
          ...(step.key === undefined ? {} : { key: step.key }),
          author: change.actorLabel,
          changedAt: change.createdAt.toISOString(),
          version: change.version ?? current.version,
          current:
            step.field === 'secret' ? null : viewOfField(current, step.field as EndpointField, step.key),
        }
        found.set(`${step.field}\n${step.key ?? ''}`, conflict)
      }
    }
  }
  return [...found.values()]
}

/** The endpoint as the audit log's rules about versions see it. */
export function versioned(endpoint: Endpoint): Versioned {
  const { id, version } = endpoint
  return {
    kind: 'endpoint',
    id,
    version,
    currentOf: ({ field, key }) => (isEndpointField(field) ? viewOfField(endpoint, field, key) : null),
  }
}

function isEndpointField(field: string): field is EndpointField {
  return (endpointFields as readonly string[]).includes(field)
}

function sameKey(patch: EndpointPatch, field: EndpointField, step: FieldChange): boolean {
  if (step.key === undefined || (field !== 'headers' && field !== 'metadata')) return true
  const keys = Object.keys(patch[field] ?? {})
  if (field === 'metadata') return keys.includes(step.key)
  const wanted = step.key.toLowerCase()
  return keys.some((key) => key.toLowerCase() === wanted)
}
