'use server'

import * as z from 'zod/mini'
import { createEventType } from '#lib/domain/event-types/create.ts'
import { listEventTypes } from '#lib/domain/event-types/list.ts'
import { archiveEventType, updateEventType } from '#lib/domain/event-types/update.ts'
import { teamAction } from './client.ts'

const fields = { description: z.optional(z.string()), schema: z.optional(z.unknown()) }

/** The team's own catalogue, with how many endpoints subscribe to each. */
export const listEventTypesAction = teamAction
  .inputSchema(z.strictObject({ team: z.string() }))
  .action(({ ctx }) => listEventTypes(ctx.context))

/** Adds a name to the team's own catalogue. */
export const createEventTypeAction = teamAction
  .inputSchema(z.strictObject({ team: z.string(), name: z.string(), ...fields }))
  .action(({ ctx, parsedInput: { team: _, ...input } }) => createEventType(ctx.context, input))

/** Changes exactly the keys of `patch`; `version` is the one that the form saw. */
export const updateEventTypeAction = teamAction
  .inputSchema(
    z.strictObject({
      team: z.string(),
      name: z.string(),
      version: z.int(),
      patch: z.record(z.string(), z.unknown()),
    }),
  )
  .action(async ({ ctx, parsedInput: { name, version, patch } }) => {
    const { type } = await updateEventType(ctx.context, { name, patch, seenVersion: version })
    return type
  })

/** Takes a name out of the catalogue, or puts it back. */
export const archiveEventTypeAction = teamAction
  .inputSchema(z.strictObject({ team: z.string(), name: z.string(), archived: z.boolean() }))
  .action(({ ctx, parsedInput: { name, archived } }) => archiveEventType(ctx.context, { name, archived }))
