import * as z from 'zod/mini'
import { isOperational } from './operational.ts'

/** Names as `invoice.paid`: letters, digits, `_`, `-`, in parts set apart by dots. */
const EVENT_TYPE_NAME = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/

const name = z.string({ error: 'The name must be text.' }).check(
  z.trim(),
  z.minLength(1, 'Enter a name, as invoice.paid.'),
  z.maxLength(128, 'The name may have at most 128 characters.'),
  z.regex(EVENT_TYPE_NAME, 'Use letters, digits, - and _, in parts set apart by dots, as invoice.paid.'),
  z.refine((value) => !isOperational(value), 'Names that begin with patchbay. are for what Patchbay tells.'),
)

const description = z
  .string({ error: 'The description must be text.' })
  .check(z.trim(), z.maxLength(500, 'The description may have at most 500 characters.'))

/** An object or a boolean, as JSON Schema has it; what it says is judged where payloads are validated. */
const schema = z.nullable(
  z.union([z.record(z.string(), z.unknown()), z.boolean()], { error: 'A JSON Schema is an object.' }),
)

export const createEventTypeSchema = z.strictObject({
  name,
  description: z.optional(description),
  schema: z.optional(schema),
})

export const updateEventTypeSchema = z.strictObject({
  description: z.optional(description),
  schema: z.optional(schema),
})

/** The group that a name is listed under: its part before the first dot or underscore. */
export function eventGroup(name: string): string {
  return name.split(/[._]/, 1)[0] ?? name
}
