'use server'

import * as z from 'zod/mini'
import { changeView } from '#lib/domain/audit/view.ts'
import { createSource } from '#lib/domain/sources/create.ts'
import { deleteSource } from '#lib/domain/sources/delete.ts'
import { getSource } from '#lib/domain/sources/get.ts'
import { pageSources } from '#lib/domain/sources/list.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { revealSourceValue } from '#lib/domain/sources/reveal-secret-value.ts'
import { sourceView } from '#lib/domain/sources/view.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }
const one = { ...inTeam, id: z.string() }

/** A page of the list. */
export const listSourcesAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      search: z.optional(z.string().check(z.maxLength(200))),
      toolkits: z.optional(z.array(z.string()).check(z.maxLength(20))),
      cursor: z.optional(z.string()),
      limit: z.optional(z.int()),
    }),
  )
  .action(({ ctx, parsedInput: { team: _, ...query } }) => pageSources(ctx.context, query))

/** One source, its values as they may be shown. */
export const getSourceAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput }) => sourceView(await getSource(ctx.context, parsedInput.id)))

/** The source of an app: a new one, or the one that is there. */
export const createSourceAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, toolkit: z.string(), clientId: z.string() }))
  .action(async ({ ctx, parsedInput: { toolkit, clientId } }) => {
    const { source, created } = await createSource(ctx.context, { toolkit, clientId })
    return { source: sourceView(source), created }
  })

/** Changes exactly the values of `data`; `version` is the one that the form saw. */
export const patchSourceAction = teamAction
  .inputSchema(z.strictObject({ ...one, version: z.int(), data: z.record(z.string(), z.unknown()) }))
  .action(async ({ ctx, parsedInput: { id, version, data } }) => {
    const { source, change } = await patchSource(ctx.context, id, data, { seenVersion: version })
    return { source: sourceView(source), change: change && changeView(change) }
  })

/** One value, for who may see it; each look is on record. */
export const revealSourceValueAction = teamAction
  .inputSchema(z.strictObject({ ...one, name: z.string() }))
  .action(async ({ ctx, parsedInput: { id, name } }) => ({
    value: (await revealSourceValue(ctx.context, id, name)) as string,
  }))

/** Deletes a source for good. */
export const deleteSourceAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput: { id } }) => {
    await deleteSource(ctx.context, id)
  })
