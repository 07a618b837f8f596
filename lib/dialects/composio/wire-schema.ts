import * as z from 'zod/mini'
import type { JsonSchema, OperationDoc } from '#lib/dialects/kit/http/operation-doc.ts'

/** The schema of what is answered, or of what is taken, as the documentation shows it. */
export function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

/** A text with a description, as nearly all members are. */
export function text(description: string) {
  return z.string().check(z.meta({ description }))
}

export const time = (description: string) => z.string().check(z.meta({ description, format: 'date-time' }))

/** Endpoints contract §6; the same for both resources. */
export const errorWire = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    code: z.int().check(z.meta({ description: '10000 and the status' })),
    slug: text('as `WebhookSubscription_NotFound`'),
    status: z.int(),
    request_id: z.optional(z.string()),
    suggested_fix: z.optional(z.string()),
    errors: z.optional(z.array(text('as `Error in payload.webhook_url: …`'))),
  }),
})
export type ErrorWire = z.infer<typeof errorWire>

/** Endpoints contract §7: this one refusal is not in the envelope. */
export const rateLimitWire = z.strictObject({ message: z.string() })

/** `DELETE` of either resource: 200, and not 204. */
export const deletedWire = z.strictObject({ success: z.literal(true) })

const errorSchema = jsonSchema(errorWire, 'output')
const descriptions: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Unauthorized',
  403: 'The API key lacks a permission',
  404: 'Not found',
  409: 'Subscription already exists',
  413: 'The body is too large',
  500: 'Internal server error',
  503: 'The database is away; try again',
}

type Answers = OperationDoc['answers']

/** An operation's answers: the good ones, its own refusals, and those that every operation can give. */
export function answers(good: Answers, ...refusals: readonly number[]): Answers {
  const all: Record<number, Answers[number]> = { ...good }
  for (const status of [...refusals, 401, 403, 500, 503])
    all[status] = { description: descriptions[status] ?? 'Refused', schema: errorSchema }
  all[429] = { description: 'Rate limit exceeded', schema: jsonSchema(rateLimitWire, 'output') }
  return all
}
