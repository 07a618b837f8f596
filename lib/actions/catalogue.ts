'use server'

import * as z from 'zod/mini'
import { adapterOf } from '#lib/dialects/registry.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { isDomainError, notFound } from '#lib/domain/shared/errors.ts'
import { teamAction } from './client.ts'

const ofDialect = { team: z.string(), dialect: z.string().check(z.maxLength(40)) }

/** What an endpoint of a dialect can subscribe to now: names, groups, descriptions. */
export const eventCatalogueAction = teamAction
  .inputSchema(z.strictObject(ofDialect))
  .action(({ ctx, parsedInput: { dialect } }) => {
    const profile = ctx.context.profile(dialect)
    if (!profile) throw notFound('Dialect')
    return eventCatalogue(ctx.context, profile)
  })

/** An event's body in each payload version of a dialect, from the encoder that deliveries use. */
export const payloadSamplesAction = teamAction
  .inputSchema(z.strictObject({ ...ofDialect, eventType: z.string().check(z.maxLength(200)) }))
  .action(async ({ parsedInput: { dialect, eventType } }): Promise<readonly PayloadSample[]> => {
    const adapter = adapterOf(dialect)
    if (!adapter) throw notFound('Dialect')
    const message = adapter.sampleMessage(eventType)
    const versions = adapter.profile.fields.payloadVersion?.choices.map((choice) => choice.value) ?? []
    return versions.map((version) => {
      try {
        const { body } = adapter.encodeDelivery({ ...message, payloadVersion: version })
        return { version, body: JSON.stringify(JSON.parse(body), null, 2), refusal: null }
      } catch (error) {
        if (!isDomainError(error)) throw error
        return { version, body: null, refusal: error.message }
      }
    })
  })

/** One of `body` (indented JSON) and `refusal` (why this version cannot carry the event) is null. */
export interface PayloadSample {
  readonly version: string
  readonly body: string | null
  readonly refusal: string | null
}
