'use server'

import * as z from 'zod/mini'
import { createOauthApp } from '#lib/domain/oauth-apps/create-app.ts'
import { getOauthApp } from '#lib/domain/oauth-apps/get-app.ts'
import { listOauthApps } from '#lib/domain/oauth-apps/list-apps.ts'
import { revokeOauthApp } from '#lib/domain/oauth-apps/revoke-app.ts'
import { rotateClientSecret } from '#lib/domain/oauth-apps/rotate-client-secret.ts'
import { updateOauthApp } from '#lib/domain/oauth-apps/update-app.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }
const one = { ...inTeam, id: z.string() }

/** The team's apps. */
export const listOauthAppsAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(({ ctx }) => listOauthApps(ctx.context))

/** One app, and how much hangs on it. */
export const getOauthAppAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => getOauthApp(ctx.context, { id }))

/** Registers an app; its secret is in this answer and in no later one. */
export const createOauthAppAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      name: z.string(),
      redirectUris: z.array(z.string()),
      scopes: z.array(z.string()),
      confidential: z.boolean(),
    }),
  )
  .action(async ({ ctx, parsedInput: { team: _, ...input } }) => {
    const { app, clientSecret } = await createOauthApp(ctx.context, input)
    return { app, clientSecret: clientSecret as string | null }
  })

/** Changes exactly the keys of `patch`; `version` is the one that the form saw. */
export const updateOauthAppAction = teamAction
  .inputSchema(z.strictObject({ ...one, version: z.int(), patch: z.record(z.string(), z.unknown()) }))
  .action(({ ctx, parsedInput: { id, version, patch } }) =>
    updateOauthApp(ctx.context, { id, version, patch }),
  )

/** Gives an app a new secret; it is in this answer and in no later one. */
export const rotateClientSecretAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(async ({ ctx, parsedInput: { id } }) => {
    const { app, clientSecret } = await rotateClientSecret(ctx.context, { id })
    return { app, clientSecret: clientSecret as string }
  })

/** Ends an app and all its tokens at once. */
export const revokeOauthAppAction = teamAction
  .inputSchema(z.strictObject(one))
  .action(({ ctx, parsedInput: { id } }) => revokeOauthApp(ctx.context, { id }))
