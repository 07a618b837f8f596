import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { roles } from '#lib/domain/authz/permissions.ts'
import type { Invitation } from '#lib/domain/invitations/invitation.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { listInvitations } from '#lib/domain/invitations/list-invitations.ts'
import { revokeInvitation } from '#lib/domain/invitations/revoke-invitation.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import { list, object, orNull, pathParameter, problems, text, time, uuid, words } from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'
import { roleOf } from './operations.ts'

const LIST = `${ROOT}/invitations`
const tag = 'Members'

const properties = {
  id: uuid,
  email: text(),
  role: words(roles),
  invited_by: orNull(text()),
  created_at: time,
  expires_at: time,
}

function encode({ id, email, role, invitedBy, createdAt, expiresAt }: Invitation) {
  return {
    id,
    email,
    role,
    invited_by: invitedBy,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  }
}

export const invitationOperations: readonly Operation[] = [
  operation({
    name: 'listInvitations',
    method: 'GET',
    path: LIST,
    permission: 'member:manage',
    doc: {
      summary: 'List invitations that nobody answered',
      tag,
      answers: {
        200: {
          description: 'Newest first',
          schema: object({ items: list(object({ ...properties, state: words(['open', 'expired']) })) }),
        },
        ...problems(),
      },
    },
    async handle({ ctx }) {
      const invitations = await listInvitations(ctx)
      return {
        status: 200,
        body: { items: invitations.map((item) => ({ ...encode(item), state: item.state })) },
      }
    },
  }),
  operation({
    name: 'createInvitation',
    method: 'POST',
    path: LIST,
    permission: 'member:manage',
    doc: {
      summary: 'Invite somebody by their address',
      description: 'The link is in this answer and in no later one; an open invitation of the address ends.',
      tag,
      body: object({ email: text(), role: words(roles) }),
      answers: {
        201: { description: 'Invited', schema: object({ ...properties, url: text('hand it over') }) },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const { email, role } = membersOf(call, ['email', 'role'])
      if (typeof email !== 'string')
        throw invalid([
          {
            path: ['email'],
            code: email === undefined ? 'required' : 'wrong_type',
            message: 'Enter an address.',
          },
        ])
      const { invitation, token } = await inviteMember(call.ctx, { email, role: roleOf(role) })
      return { status: 201, body: { ...encode(invitation), url: `${call.services.origin}/invite/${token}` } }
    },
  }),
  operation({
    name: 'revokeInvitation',
    method: 'DELETE',
    path: `${LIST}/:invitationId`,
    permission: 'member:manage',
    doc: {
      summary: "End an invitation's link",
      tag,
      parameters: [pathParameter('invitationId', "The invitation's id", uuid)],
      answers: { 204: { description: 'Ended', schema: null }, ...problems(404) },
    },
    async handle(call) {
      await revokeInvitation(call.ctx, { id: call.param('invitationId').toLowerCase() })
      return { status: 204 }
    },
  }),
]
