import * as z from 'zod/mini'
import { catalogue, supportedVersions } from '../catalogue.ts'
import { composioProfile } from '../profile.ts'
import { text, time } from '../wire-schema.ts'

const versions = ['V1', 'V2', 'V3'] as const
const URL_MAX_LENGTH = composioProfile.fields.url.maxLength

/** Subscriptions contract §2: seven keys, in this order. */
export const subscriptionWire = z.strictObject({
  id: text('Unique subscription ID'),
  webhook_url: text('Webhook destination URL'),
  version: z.enum(versions).check(z.meta({ description: 'Webhook payload version' })),
  enabled_events: z.array(z.string()).check(z.meta({ description: 'Subscribed event types' })),
  secret: text('Signing secret: masked on reads of v3, whole on reads of v3.1 for a key that may reveal it'),
  created_at: time('ISO 8601 timestamp'),
  updated_at: time('ISO 8601 timestamp'),
})
export type SubscriptionWire = z.infer<typeof subscriptionWire>

export const subscriptionListWire = z.strictObject({
  items: z.array(subscriptionWire),
  next_cursor: z.nullable(z.string()),
  total_pages: z.int(),
  current_page: z.int(),
  total_items: z.int(),
})
export type SubscriptionListWire = z.infer<typeof subscriptionListWire>

export const rotatedWire = z.strictObject({ id: z.string(), secret: text('The new signing secret') })
export type RotatedWire = z.infer<typeof rotatedWire>

export const eventTypesWire = z.strictObject({
  items: z.array(
    z.strictObject({
      event_type: z.string(),
      description: z.string(),
      supported_versions: z.array(z.string()),
    }),
  ),
})
export type EventTypesWire = z.infer<typeof eventTypesWire>

/** The catalogue is published and the same for all. */
export const eventTypes: EventTypesWire = {
  items: catalogue.events.map(({ type, description }) => ({
    event_type: type,
    description,
    supported_versions: [...supportedVersions(type)],
  })),
}

const members = {
  webhook_url: z
    .string()
    .check(
      z.maxLength(URL_MAX_LENGTH),
      z.meta({ description: 'HTTPS URL to receive webhook events', format: 'uri' }),
    ),
  enabled_events: z
    .array(z.enum(catalogue.events.map((event) => event.type)))
    .check(z.minLength(1), z.meta({ description: 'Array of event types to subscribe to' })),
  version: z.enum(versions).check(z.meta({ description: 'Webhook payload version' })),
}

/** For the documentation: what counts is what the core says to the decoded fields. */
export const createBody = z.object({ ...members, version: z.optional(members.version) })
export const patchBody = z
  .object({
    webhook_url: z.optional(members.webhook_url),
    enabled_events: z.optional(members.enabled_events),
    version: z.optional(members.version),
  })
  .check(
    z.meta({
      anyOf: [{ required: ['webhook_url'] }, { required: ['enabled_events'] }, { required: ['version'] }],
    }),
  )
