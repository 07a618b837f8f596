'use server'

import * as z from 'zod/mini'
import { adapterOf } from '#lib/dialects/registry.ts'
import { tellDeliveries } from '#lib/domain/deliveries/tell-deliveries.ts'
import { sampleOfType } from '#lib/domain/event-types/sample-of-type.ts'
import { payloadOf } from '#lib/domain/messages/json-text.ts'
import type { JsonObject } from '#lib/domain/messages/message.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { notFound } from '#lib/domain/shared/errors.ts'
import { teamAction } from './client.ts'

const eventType = z.string().check(z.maxLength(200))

/** Made-up content of an event: by its JSON Schema where it has one. */
export const sampleMessageAction = teamAction
  .inputSchema(z.strictObject({ team: z.string(), dialect: z.string(), eventType }))
  .action(async ({ ctx, parsedInput: { dialect, eventType } }): Promise<JsonObject> => {
    const adapter = adapterOf(dialect)
    if (!adapter) throw notFound('Dialect')
    const own = await sampleOfType(ctx.context, adapter.profile, eventType)
    return own ?? adapter.sampleMessage(eventType).data
  })

/** Publishes an event of the team's own catalogue. */
export const publishMessageAction = teamAction
  .inputSchema(
    z.strictObject({
      team: z.string(),
      eventType,
      // as its text: a browser would change numbers that it does not hold
      payload: z.string(),
      id: z.optional(z.string()),
    }),
  )
  .action(async ({ ctx: { context }, parsedInput: { eventType, payload, id } }) => {
    const {
      id: messageId,
      deliveries,
      duplicate,
    } = await publishMessage(context, {
      eventType,
      payload: payloadOf(payload),
      ...(id === undefined ? {} : { id }),
    })
    tellDeliveries(context.notify, [context.teamId])
    return { messageId, deliveries, duplicate }
  })
