import { diff, diffMap, type FieldChange } from '../audit/diff.ts'
import { isSensitiveName, REDACTED } from '../audit/redact.ts'
import type { Issue } from '../shared/errors.ts'
import {
  type EndpointEvent,
  type EndpointField,
  type EndpointPatch,
  type EndpointState,
  endpointFields,
  type StringMap,
  WILDCARD,
} from './fields.ts'
import type { DialectProfile } from './profile.ts'

export interface PatchRules {
  readonly profile: DialectProfile
  /** whether a name may be newly subscribed to */
  readonly knows: (eventType: string) => boolean
  /** `added_at` of newly chosen events */
  readonly now: Date
}

export interface Patched {
  readonly after: EndpointState
  /** what changed, in field order; empty when the patch changes nothing */
  readonly changes: readonly FieldChange[]
  /** broken rules; when there is one, `after` must not be stored */
  readonly issues: readonly Issue[]
}

/**
 * The state that a patch leaves, and every rule it breaks. Pure. The patch has been parsed by `patchSchema`, so shapes
 * and lengths are right; what is judged here needs the state before: the catalogue, map sizes, coupled fields.
 */
export function applyPatch(before: EndpointState, patch: EndpointPatch, rules: PatchRules): Patched {
  const { profile } = rules
  const issues: Issue[] = []
  const after: EndpointState = {
    name: patch.name ?? before.name,
    description: patch.description === undefined ? before.description : patch.description || null,
    url: patch.url ?? before.url,
    events:
      patch.events === undefined ? before.events : chooseEvents(before.events, patch.events, rules, issues),
    active: patch.active ?? before.active,
    tlsVerification: patch.tlsVerification ?? before.tlsVerification,
    payloadVersion: patch.payloadVersion ?? before.payloadVersion,
    signing: patch.signing ?? before.signing,
    headers: patch.headers === undefined ? before.headers : mergeHeaders(before.headers, patch.headers),
    metadata: patch.metadata === undefined ? before.metadata : merge(before.metadata, patch.metadata),
  }
  for (const field of ['headers', 'metadata'] as const) {
    const max = profile.fields[field]?.maxKeys ?? 0
    if (patch[field] !== undefined && Object.keys(after[field]).length > max)
      issues.push({ path: [field], code: 'too_many', message: `At most ${max} keys fit here.` })
  }
  if (issues.length === 0) {
    for (const invariant of profile.invariants) {
      const issue = invariant(after)
      if (issue) issues.push(issue)
    }
  }
  return { after, changes: describe(before, after), issues }
}

/** Replaces the list: duplicates go, order is the caller's, kept members keep their `addedAt`. */
function chooseEvents(
  before: readonly EndpointEvent[],
  wanted: readonly string[],
  rules: PatchRules,
  issues: Issue[],
): readonly EndpointEvent[] {
  const kept = new Map(before.map((event) => [event.type, event]))
  const unique = wanted.includes(WILDCARD) ? [WILDCARD] : [...new Set(wanted)]
  return unique.map((type) => {
    const known = kept.get(type)
    if (known) return known
    if (type !== WILDCARD && !rules.knows(type))
      issues.push({
        path: ['events', wanted.indexOf(type)],
        code: 'unknown_event',
        message: `${type} is not in the event catalogue.`,
      })
    return { type, addedAt: rules.now }
  })
}

function merge(before: StringMap, patch: Readonly<Record<string, string | null>>): StringMap {
  const out = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) out.delete(key)
    else out.set(key, value)
  }
  return Object.fromEntries(out)
}

/** Header names have no case: a patch of `x-team` alters `X-Team`. A mask that was read and sent back changes nothing. */
function mergeHeaders(before: StringMap, patch: Readonly<Record<string, string | null>>): StringMap {
  const stored = new Map(Object.keys(before).map((name) => [name.toLowerCase(), name]))
  const canonical: Record<string, string | null> = {}
  for (const [name, value] of Object.entries(patch)) {
    const key = stored.get(name.toLowerCase()) ?? name
    if (value === REDACTED && isSensitiveName(key) && Object.hasOwn(before, key)) continue
    stored.set(name.toLowerCase(), key)
    canonical[key] = value
  }
  return merge(before, canonical)
}

const scalarFields = [
  'name',
  'description',
  'url',
  'active',
  'tlsVerification',
  'payloadVersion',
  'signing',
] as const satisfies readonly EndpointField[]

/** The steps between two states, in field order; events as lists of names. */
export function describe(before: EndpointState, after: EndpointState): readonly FieldChange[] {
  const names = (state: EndpointState) => ({ events: state.events.map((event) => event.type) })
  const steps = [
    ...diff(scalarFields, before, after),
    ...diff(['events'], names(before), names(after)),
    ...diffMap('headers', before.headers, after.headers),
    ...diffMap('metadata', before.metadata, after.metadata),
  ]
  const order = (change: FieldChange) => endpointFields.indexOf(change.field as EndpointField)
  return steps.sort((a, b) => order(a) - order(b))
}
