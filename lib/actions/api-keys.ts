'use server'

import * as z from 'zod/mini'
import { apiKeyKinds } from '#lib/domain/api-keys/caller.ts'
import { createApiKey } from '#lib/domain/api-keys/create-api-key.ts'
import { listApiKeys } from '#lib/domain/api-keys/list-api-keys.ts'
import { revokeApiKey } from '#lib/domain/api-keys/revoke-api-key.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }

/** The keys that the signed-in member may see. */
export const listApiKeysAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(({ ctx }) => listApiKeys(ctx.context))

/** Makes a key; its characters are in this answer and in no later one. */
export const createApiKeyAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      kind: z.enum(apiKeyKinds),
      name: z.string(),
      scopes: z.array(z.string()),
      expiresInSeconds: z.nullable(z.int()),
    }),
  )
  .action(async ({ ctx, parsedInput: { team: _, ...input } }) => {
    const { key, secret } = await createApiKey(ctx.context, input)
    return { key, secret: secret as string }
  })

/** Ends a key at once. */
export const revokeApiKeyAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, id: z.string() }))
  .action(({ ctx, parsedInput: { id } }) => revokeApiKey(ctx.context, { id }))
