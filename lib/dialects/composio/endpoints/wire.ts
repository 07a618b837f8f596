import * as z from 'zod/mini'
import { text, time } from '../wire-schema.ts'

/** Endpoints contract §3: all six keys, in this order. */
export const endpointWire = z.strictObject({
  id: text('Webhook endpoint nano ID'),
  toolkit_slug: text('Toolkit this endpoint is for'),
  client_id: z.nullable(z.string()).check(z.meta({ description: 'OAuth app client ID' })),
  webhook_url: text('The webhook URL to register with the provider'),
  data: z
    .nullable(z.record(z.string(), z.string()))
    .check(z.meta({ description: 'Configured fields with secret values masked' })),
  created_at: time('ISO 8601 timestamp'),
})
export type EndpointWire = z.infer<typeof endpointWire>

/** "three fields only, no pagination" */
export const endpointListWire = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      toolkit_slug: z.string(),
      client_id: z.nullable(z.string()),
    }),
  ),
})
export type EndpointListWire = z.infer<typeof endpointListWire>

/** Endpoints contract §4: an object keyed by the field's name. */
export const setupSchemaWire = z.strictObject({
  toolkit_slug: z.string(),
  setup_fields: z.record(
    z.string(),
    z.strictObject({
      display_name: z.string(),
      description: z.string(),
      is_required: z.boolean(),
      is_secret: z.boolean(),
    }),
  ),
})
export type SetupSchemaWire = z.infer<typeof setupSchemaWire>

/** For the documentation: what counts is what the core says to the decoded members. */
export const createBody = z.object({
  toolkit_slug: z.string().check(z.minLength(1)),
  client_id: z.string().check(z.minLength(1)),
})
export const dataBody = z.object({
  data: z
    .record(z.string(), z.string())
    .check(z.meta({ description: "Key-value pairs matching the toolkit's setup_fields" })),
})
