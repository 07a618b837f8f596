import * as z from 'zod/mini'
import { endpointFields } from '../endpoints/fields.ts'
import { invalid } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import type { BulkChange, BulkTarget } from './fields.ts'
import { MAX_TARGETS } from './fields.ts'

const MAX_EVENTS = 500

const names = z
  .array(z.string({ error: 'Each event must be text.' }), { error: 'Events must be a list.' })
  .check(z.maxLength(MAX_EVENTS, `At most ${MAX_EVENTS} events at once.`))

const filterSchema = z.strictObject({
  search: z.optional(z.string().check(z.maxLength(200, 'The search may have at most 200 characters.'))),
  dialects: z.optional(z.array(z.string()).check(z.maxLength(20, 'These are too many dialects.'))),
  active: z.optional(z.boolean()),
  failing: z.optional(z.literal(true)),
  event: z.optional(z.string()),
})

const bulkSchema = z.strictObject({
  ids: z.optional(
    z
      .array(z.string({ error: 'Each id must be text.' }), { error: 'Ids must be a list.' })
      .check(z.minLength(1, 'Name at least one endpoint.'), z.maxLength(MAX_TARGETS, tooMany())),
  ),
  filter: z.optional(filterSchema),
  patch: z.optional(z.record(z.string(), z.unknown(), { error: 'The patch must be an object.' })),
  events: z.optional(
    z.strictObject(
      { add: z.optional(names), remove: z.optional(names) },
      { error: 'Events must be an object.' },
    ),
  ),
})

/** What a bulk edit is about, and what it does. */
export interface BulkEdit {
  readonly target: BulkTarget
  readonly change: BulkChange
}

/**
 * Parses a bulk edit: one of `ids` and `filter`, one of `patch` and `events`. Values of fields are judged for each
 * endpoint, since each dialect has its rules. Throws `invalid`.
 */
export function parseBulkEdit(input: unknown): BulkEdit {
  const { ids, filter, patch, events } = parse(bulkSchema, input)
  if ((ids === undefined) === (filter === undefined))
    throw invalid([{ path: [], code: 'forbidden_combination', message: 'Send either ids or a filter.' }])
  if ((patch === undefined) === (events === undefined))
    throw invalid([{ path: [], code: 'forbidden_combination', message: 'Send either a patch or events.' }])
  return {
    target: ids ? { ids: [...new Set(ids.map((id) => id.toLowerCase()))] } : { filter: filter ?? {} },
    change: patch ? { patch: checkedPatch(patch) } : { events: checkedEvents(events ?? {}) },
  }
}

function checkedPatch(patch: Record<string, unknown>): Record<string, unknown> {
  const known: readonly string[] = endpointFields
  const issues = Object.keys(patch)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      path: ['patch', field],
      code: 'unknown_field' as const,
      message: `${field} is not a field here.`,
    }))
  if (issues.length > 0) throw invalid(issues)
  if (Object.keys(patch).length === 0)
    throw invalid([{ path: ['patch'], code: 'required', message: 'Say what to change.' }])
  return patch
}

function checkedEvents({
  add = [],
  remove = [],
}: {
  add?: string[] | undefined
  remove?: string[] | undefined
}) {
  if (add.length + remove.length === 0)
    throw invalid([{ path: ['events'], code: 'required', message: 'Say which events to add or remove.' }])
  const both = add.find((event) => remove.includes(event))
  if (both !== undefined)
    throw invalid([
      {
        path: ['events'],
        code: 'forbidden_combination',
        message: `${both} cannot be both added and removed.`,
      },
    ])
  return { add: [...new Set(add)], remove: [...new Set(remove)] }
}

export function tooMany(): string {
  return `At most ${MAX_TARGETS.toLocaleString('en-US')} endpoints can be changed at once.`
}
