'use server'

import * as z from 'zod/mini'
import { issuer } from '#lib/auth/issuer.ts'
import { authorizeApp, denyApp } from '#lib/domain/oauth-apps/authorize-app.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'
import { accountAction, teamAction } from './client.ts'

/** The query that the app sent the user with; judged again here. */
const query = z.string().check(z.maxLength(8_192))

/** Lets an app act in the name of the signed-in member. Answers where to go on to, with a code for the app. */
export const authorizeAppAction = teamAction
  .inputSchema(z.strictObject({ team: z.string(), query }))
  .action(async ({ ctx, parsedInput }) => ({
    to: await authorizeApp(ctx.context, { query: parsedInput.query, issuer: issuer() }),
  }))

/** Sends the app a no. Answers where to go on to. */
export const denyAppAction = accountAction
  .inputSchema(z.strictObject({ query }))
  .action(async ({ parsedInput }) => {
    const to = await denyApp({ query: parsedInput.query, issuer: issuer() })
    if (to === null) throw new DomainError('wrong_state', 'The app has changed. Begin again there.')
    return { to }
  })
