'use server'

import * as z from 'zod/mini'
import { dropSession, startSession } from '#lib/auth/session.ts'
import { changeName } from '#lib/domain/users/change-name.ts'
import { changePassword } from '#lib/domain/users/change-password.ts'
import { signOutEverywhere } from '#lib/domain/users/sign-out-everywhere.ts'
import { accountAction } from './client.ts'

/** Changes the caller's name. */
export const changeNameAction = accountAction
  .inputSchema(z.strictObject({ name: z.string() }))
  .action(({ ctx, parsedInput }) => changeName(ctx.account, parsedInput))

/** Changes the caller's password. It ends all their sessions but this one. */
export const changePasswordAction = accountAction
  .inputSchema(z.strictObject({ currentPassword: z.string(), newPassword: z.string() }))
  .action(async ({ ctx, parsedInput }) => {
    const sessionVersion = await changePassword(ctx.account, parsedInput)
    await startSession({ userId: ctx.user.id, sessionVersion })
    return null
  })

/** Ends all of the caller's sessions, this one too. */
export const signOutEverywhereAction = accountAction
  .inputSchema(z.strictObject({}))
  .action(async ({ ctx }) => {
    await signOutEverywhere(ctx.account)
    await dropSession()
    return null
  })
