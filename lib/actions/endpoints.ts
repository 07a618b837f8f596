'use server'

import * as z from 'zod/mini'
import { changeView } from '#lib/domain/audit/view.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import { revealSecret } from '#lib/domain/endpoints/reveal-secret.ts'
import { revertChange } from '#lib/domain/endpoints/revert.ts'
import { revokeSecret } from '#lib/domain/endpoints/revoke-secret.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { type UpdatedEndpoint, updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import { listFailingEndpoints } from '#lib/domain/failing-endpoints/list.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }
const one = { ...inTeam, id: z.string() }

/** A page of the list. */
export const listEndpointsAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      search: z.optional(z.string().check(z.maxLength(200))),
      dialects: z.optional(z.array(z.string()).check(z.maxLength(20))),
      active: z.optional(z.boolean()),
      failing: z.optional(z.literal(true)),
      event: z.optional(z.string()),
      sort: z.optional(
        z.strictObject({ by: z.enum(['created', 'updated', 'name']), order: z.enum(['asc', 'desc']) }),
      ),
      cursor: z.optional(z.string()),
      limit: z.optional(z.int()),
    }),
  )
  .action(({ ctx, parsedInput: { team: _, ...query } }) => listEndpoints(ctx.context, query))

/** The endpoints that do nothing but fail, and those that were paused for it. */
export const listFailingEndpointsAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(async ({ ctx }) => [...(await listFailingEndpoints(ctx.context))])

/** One endpoint, its keys masked. */
export const getEndpointAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput }) => viewOf(await getEndpoint(ctx.context, parsedInput.id)))

/** Changes exactly the keys of `patch`; `version` is the one that the form saw. */
export const updateEndpointAction = teamAction
  .inputSchema(z.strictObject({ ...one, version: z.int(), patch: z.record(z.string(), z.unknown()) }))
  .action(async ({ ctx, parsedInput: { id, version, patch } }) =>
    updated(await updateEndpoint(ctx.context, { id, patch, seenVersion: version })),
  )

/** Makes an endpoint; its first key is in this answer and in no later one. */
export const createEndpointAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      dialect: z.string(),
      fields: z.record(z.string(), z.unknown()),
      oauthAppId: z.optional(z.string()),
    }),
  )
  .action(async ({ ctx, parsedInput: { dialect, fields, oauthAppId } }) => {
    const { endpoint, secret } = await createEndpoint(ctx.context, { dialect, fields, oauthAppId })
    return { endpoint: viewOf(endpoint), secret: secret as string | null }
  })

/** Deletes an endpoint for good. */
export const deleteEndpointAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput: { id } }) => {
    await deleteEndpoint(ctx.context, { id })
  })

/** Makes a new key; it is in this answer and in no later one. */
export const rotateSecretAction = teamAction
  .inputSchema(z.strictObject({ ...one, overlapMs: z.optional(z.int()) }))
  .action(async ({ ctx, parsedInput: { id, overlapMs } }) => {
    const { endpoint, secret } = await rotateSecret(ctx.context, { id, overlapMs })
    return { endpoint: viewOf(endpoint), secret: secret as string }
  })

/** Stops an older key from signing. */
export const revokeSecretAction = teamAction
  .inputSchema(z.strictObject({ ...one, secretId: z.string() }))
  .action(async ({ ctx, parsedInput: { id, secretId } }) => ({
    endpoint: viewOf((await revokeSecret(ctx.context, { id, secretId })).endpoint),
  }))

/** The current key, for who may see it; each look is on record. */
export const revealSecretAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput: { id } }) => ({
    secret: (await revealSecret(ctx.context, { id })) as string,
  }))

/** Takes a change back, or one field of it. */
export const revertChangeAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      changeId: z.string(),
      field: z.optional(z.string()),
      key: z.optional(z.string()),
    }),
  )
  .action(async ({ ctx, parsedInput: { changeId, field, key } }) =>
    updated(await revertChange(ctx.context, { changeId, field, key })),
  )

function updated({ endpoint, change, secret }: UpdatedEndpoint) {
  return {
    endpoint: viewOf(endpoint),
    /** null when nothing changed */
    change: change && changeView(change),
    /** the new key, when signing was turned on: in this answer and in no later one */
    secret: secret as string | null,
  }
}
