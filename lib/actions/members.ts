'use server'

import * as z from 'zod/mini'
import { startSession } from '#lib/auth/session.ts'
import { roles } from '#lib/domain/authz/permissions.ts'
import { changeRole } from '#lib/domain/members/change-role.ts'
import { leaveTeam } from '#lib/domain/members/leave-team.ts'
import { pageMembers } from '#lib/domain/members/page-members.ts'
import { removeMember } from '#lib/domain/members/remove-member.ts'
import { teamAction } from './client.ts'

const inTeam = { team: z.string() }

/** A page of the team's members. */
export const listMembersAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, search: z.optional(z.string()), cursor: z.optional(z.string()) }))
  .action(({ ctx, parsedInput: { search, cursor } }) => pageMembers(ctx.context, { search, cursor }))

/**
 * Gives a member another role; `seenRole` is the one that the page showed. It ends their sessions; who changes their own
 * keeps this one.
 */
export const changeRoleAction = teamAction
  .inputSchema(
    z.strictObject({ ...inTeam, userId: z.string(), role: z.enum(roles), seenRole: z.enum(roles) }),
  )
  .action(async ({ ctx, parsedInput: { userId, role, seenRole } }) => {
    const { member, sessionVersion } = await changeRole(ctx.context, { userId, role, seenRole })
    if (sessionVersion !== null && userId === ctx.user.id) await startSession({ userId, sessionVersion })
    return member
  })

/** Takes somebody else out of the team. */
export const removeMemberAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, userId: z.string() }))
  .action(async ({ ctx, parsedInput: { userId } }) => {
    await removeMember(ctx.context, { userId })
    return null
  })

/** Takes the caller out of the team; this session goes on, their others end. */
export const leaveTeamAction = teamAction.inputSchema(z.strictObject(inTeam)).action(async ({ ctx }) => {
  const sessionVersion = await leaveTeam(ctx.context)
  await startSession({ userId: ctx.user.id, sessionVersion })
  return null
})
