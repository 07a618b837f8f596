import * as z from 'zod/mini'
import type { IssueCode } from '../shared/errors.ts'

export const MAX_BATCH = 1_000
export const MAX_PAYLOAD_BYTES = 256 * 1024
/** of all messages of one call */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024
export const MAX_PAYLOAD_DEPTH = 32

const rule = (holds: (value: string) => boolean, code: IssueCode, error: string) =>
  z.refine<string>(holds, { error, params: { code } })

const eventType = z.string({ error: 'The event type must be text.' }).check(
  rule((value) => value !== '', 'blank', 'Say which event type this is.'),
  rule((value) => value.length <= 128, 'too_long', 'No event type has such a name.'),
)

const id = z.string({ error: 'The id must be text.' }).check(
  rule((value) => value !== '', 'blank', 'The id cannot be empty.'),
  rule((value) => value.length <= 256, 'too_long', 'The id may have at most 256 characters.'),
  rule((value) => !/\p{Cc}/u.test(value), 'bad_format', 'The id cannot have control characters.'),
  rule((value) => value.isWellFormed(), 'bad_format', 'The id has half a character.'),
)

const object = (what: string) =>
  z
    .record(z.string(), z.unknown(), { error: `The ${what} must be an object.` })
    .check(z.refine((value) => !Array.isArray(value), `The ${what} must be an object.`))

const EARLIEST = new Date('1970-01-01T00:00:00.000Z')
const LATEST = new Date('9999-12-31T23:59:59.999Z')

const occurredAt = z
  .date({ error: 'The time is not one that we understand.' })
  .check(
    z.refine((time) => time >= EARLIEST && time <= LATEST, 'The time must be of the years 1970 to 9999.'),
  )

export const newMessageSchema = z.strictObject({
  eventType,
  payload: object('payload'),
  id: z.optional(id),
  dialect: z.optional(z.string({ error: 'The dialect must be text.' })),
  occurredAt: z.optional(occurredAt),
  metadata: z.optional(object('metadata')),
})
