'use server'

import * as z from 'zod/mini'
import { createTeam } from '#lib/domain/teams/create-team.ts'
import { deleteTeam } from '#lib/domain/teams/delete-team.ts'
import { getDeliverySettings, updateDeliverySettings } from '#lib/domain/teams/delivery-settings.ts'
import { removeDemo } from '#lib/domain/teams/remove-demo.ts'
import { updateTeam } from '#lib/domain/teams/update-team.ts'
import { accountAction, teamAction } from './client.ts'

const inTeam = { team: z.string() }

/** Makes a team whose owner is the caller. */
export const createTeamAction = accountAction
  .inputSchema(z.strictObject({ name: z.string() }))
  .action(({ ctx, parsedInput }) => createTeam(ctx.account, parsedInput))

/** The team as its pages show it. */
export const getTeamAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(async ({ ctx }) => ctx.team)

/** Changes exactly the keys of `patch`; `version` is the one that the form saw. */
export const updateTeamAction = teamAction
  .inputSchema(
    z.strictObject({ ...inTeam, version: z.int(), patch: z.strictObject({ name: z.optional(z.string()) }) }),
  )
  .action(async ({ ctx, parsedInput: { patch, version } }) => {
    const { team } = await updateTeam(ctx.context, { patch, version })
    return team
  })

/** How the team's deliveries are kept, and what becomes of endpoints that fail. */
export const getDeliverySettingsAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(({ ctx }) => getDeliverySettings(ctx.context))

/** Changes exactly the keys of `patch`; `version` is the one that the form saw. */
export const updateDeliverySettingsAction = teamAction
  .inputSchema(
    z.strictObject({
      ...inTeam,
      version: z.int(),
      patch: z.strictObject({
        retentionDays: z.optional(z.nullable(z.number())),
        pauseAfterDays: z.optional(z.nullable(z.number())),
      }),
    }),
  )
  .action(({ ctx, parsedInput: { patch, version } }) =>
    updateDeliverySettings(ctx.context, { patch, version }),
  )

/** Deletes the team with all that it has; `confirm` is its slug. */
export const deleteTeamAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, confirm: z.string() }))
  .action(async ({ ctx, parsedInput: { confirm } }) => {
    await deleteTeam(ctx.context, { confirm })
    return null
  })

/** Removes the demo team and its made-up members. */
export const removeDemoAction = teamAction.inputSchema(z.strictObject(inTeam)).action(async ({ ctx }) => {
  await removeDemo(ctx.context)
  return null
})
