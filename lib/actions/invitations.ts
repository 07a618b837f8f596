'use server'

import * as z from 'zod/mini'
import { invitationLink } from '#lib/auth/invitation-link.ts'
import { startSession } from '#lib/auth/session.ts'
import { roles } from '#lib/domain/authz/permissions.ts'
import { acceptAsNewUser, acceptInvitation } from '#lib/domain/invitations/accept-invitation.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { listInvitations } from '#lib/domain/invitations/list-invitations.ts'
import { revokeInvitation } from '#lib/domain/invitations/revoke-invitation.ts'
import { accountAction, publicAction, teamAction } from './client.ts'

const inTeam = { team: z.string() }

/** Makes an invitation; its link is in this answer and in no later one. */
export const inviteMemberAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, email: z.string(), role: z.enum(roles) }))
  .action(async ({ ctx, parsedInput: { email, role } }) => {
    const { invitation, token } = await inviteMember(ctx.context, { email, role })
    return { invitation, link: invitationLink(token) }
  })

/** The invitations that nobody answered. */
export const listInvitationsAction = teamAction
  .inputSchema(z.strictObject(inTeam))
  .action(({ ctx }) => listInvitations(ctx.context))

/** Ends an invitation's link. */
export const revokeInvitationAction = teamAction
  .inputSchema(z.strictObject({ ...inTeam, id: z.string() }))
  .action(async ({ ctx, parsedInput: { id } }) => {
    await revokeInvitation(ctx.context, { id })
    return null
  })

/** Joins the signed-in account to the team. */
export const acceptInvitationAction = accountAction
  .inputSchema(z.strictObject({ token: z.string() }))
  .action(({ ctx, parsedInput }) => acceptInvitation(ctx.account, parsedInput))

/** Makes the account that the invitation is for, joins it to the team, and signs it in. */
export const acceptAsNewUserAction = publicAction
  .inputSchema(z.strictObject({ token: z.string(), name: z.string(), password: z.string() }))
  .action(async ({ ctx, parsedInput }) => {
    const { user, teamSlug, teamName } = await acceptAsNewUser(ctx.around, parsedInput)
    await startSession({ userId: user.id, sessionVersion: 1 })
    return { teamSlug, teamName }
  })
