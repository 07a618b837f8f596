'use server'

import * as z from 'zod/mini'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { endpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'
import { endpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { inspectAttempt, inspectDelivery } from '#lib/domain/deliveries/inspect-delivery.ts'
import { releaseHeld } from '#lib/domain/deliveries/release-held.ts'
import { replayDelivery } from '#lib/domain/deliveries/replay.ts'
import { sendTest } from '#lib/domain/deliveries/send-test.ts'
import { tellDeliveries } from '#lib/domain/deliveries/tell-deliveries.ts'
import { payloadOf } from '#lib/domain/messages/json-text.ts'
import { teamAction } from './client.ts'
import { deliveryFilterFields } from './delivery-filter.ts'

const inTeam = { team: z.string() }
const one = { ...inTeam, id: z.string() }

/** A page of the list. */
export const browseDeliveriesAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      ...deliveryFilterFields,
      cursor: z.optional(z.string()),
    }),
  )
  .action(({ ctx, parsedInput: { team: _, ...query } }) => browseDeliveries(ctx.context, query))

/** One delivery, its attempts, and the last of them whole. */
export const inspectDeliveryAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => inspectDelivery(ctx.context, id))

/** One attempt of a delivery, whole. */
export const inspectAttemptAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, deliveryId: z.string(), attemptId: z.string() }))
  .action(({ ctx, parsedInput: { team: _, ...query } }) => inspectAttempt(ctx.context, query))

/** Sends a delivery's message to its endpoint once more; answers the new delivery's id. */
export const replayDeliveryAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx: { context }, parsedInput: { id } }) => {
    const made = await replayDelivery(context, { deliveryId: id })
    tellDeliveries(context.notify, [context.teamId])
    return { id: made.id }
  })

/** The last day of an endpoint, and what waits for it. */
export const endpointHealthAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => endpointHealth(ctx.context, id))

/** The last day of each endpoint of a page. */
export const endpointActivityAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, ids: z.array(z.string()).check(z.maxLength(100)) }))
  .action(({ ctx, parsedInput: { ids } }) => endpointActivity(ctx.context, { ids }))

/** Cancels what waits for a paused endpoint. */
export const dropHeldAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx: { context }, parsedInput: { id } }) => {
    await releaseHeld(context, id, 'drop')
    tellDeliveries(context.notify, [context.teamId])
  })

/** Sends a sample to an endpoint now; answers what came back. */
export const sendTestAction = teamAction
  .inputSchema(
    z.strictObject({
      ...one,
      eventType: z.string().check(z.maxLength(200)),
      // as its text: a browser would change numbers that it does not hold
      payload: z.string(),
    }),
  )
  .action(async ({ ctx: { context }, parsedInput: { id, eventType, payload } }): Promise<TestAnswer> => {
    const { delivery, attempt } = await sendTest(context, {
      endpoint: id,
      eventType,
      payload: payloadOf(payload),
    })
    tellDeliveries(context.notify, [context.teamId])
    const { responseCode, responseBody, errorCode, errorMessage, durationMs, succeeded } = attempt
    return {
      deliveryId: delivery.id,
      ...{ succeeded, responseCode, responseBody, errorCode, errorMessage, durationMs },
    }
  })

/** What a receiver said to a test. */
export interface TestAnswer {
  readonly deliveryId: string
  readonly succeeded: boolean
  /** null when no answer came */
  readonly responseCode: number | null
  readonly responseBody: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly durationMs: number
}
