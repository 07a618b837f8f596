import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { type Role, roles } from '#lib/domain/authz/permissions.ts'
import { changeRole } from '#lib/domain/members/change-role.ts'
import { listMembers } from '#lib/domain/members/list-members.ts'
import type { Member } from '#lib/domain/members/member.ts'
import { removeMember } from '#lib/domain/members/remove-member.ts'
import { DomainError, invalid } from '#lib/domain/shared/errors.ts'
import { dryRunAnswer, dryRunParameter, dryRunSchema, isDryRun } from '../dry-run.ts'
import {
  list,
  object,
  patchBody,
  pathParameter,
  preferParameter,
  problems,
  text,
  time,
  uuid,
  words,
} from '../json-schemas.ts'
import { operation, ROOT } from '../operation.ts'
import { patchedMembers } from '../patched.ts'
import { changed } from '../prefer.ts'

const LIST = `${ROOT}/members`
const ONE = `${LIST}/:userId`
const tag = 'Members'

const memberSchema = object({
  user_id: uuid,
  name: text(),
  email: text(),
  role: words(roles),
  joined_at: time,
})
const userParameter = pathParameter('userId', "The member's user id", uuid)

function encode({ userId, name, email, role, joinedAt }: Member) {
  return { user_id: userId, name, email, role, joined_at: joinedAt.toISOString() }
}

export const memberOperations: readonly Operation[] = [
  operation({
    name: 'listMembers',
    method: 'GET',
    path: LIST,
    permission: 'member:read',
    doc: {
      summary: 'List the members of the team',
      tag,
      answers: {
        200: {
          description: 'All of them, highest role first',
          schema: object({ items: list(memberSchema) }),
        },
        ...problems(),
      },
    },
    async handle({ ctx }) {
      return { status: 200, body: { items: (await listMembers(ctx)).map(encode) } }
    },
  }),
  operation({
    name: 'updateMember',
    method: 'PATCH',
    path: ONE,
    permission: 'member:manage',
    doc: {
      summary: 'Give a member another role',
      description:
        'Ends their sessions. Nobody gives or takes a role above their own; a key that belongs to no user has none to give.',
      tag,
      parameters: [userParameter, dryRunParameter, preferParameter],
      body: patchBody(object({ role: words(roles) }, ['role'])),
      answers: {
        200: {
          description: 'The member; or what a dry run found',
          schema: { anyOf: [memberSchema, dryRunSchema('member', memberSchema)] },
        },
        204: { description: 'Changed, as Prefer: return=minimal wants it', schema: null },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      const userId = call.param('userId').toLowerCase()
      const dryRun = isDryRun(call)
      const { member, change } = await changeRole(call.ctx, {
        userId,
        dryRun,
        role: (current) => {
          const { role } = patchedMembers(call, ['role'], encode(current))
          return role === undefined ? current.role : roleOf(role)
        },
      })
      if (dryRun) return dryRunAnswer('member', encode(member), change)
      return changed(call, { status: 200, body: encode(member) })
    },
  }),
  operation({
    name: 'removeMember',
    method: 'DELETE',
    path: ONE,
    permission: 'member:manage',
    doc: {
      summary: 'Take a member out of the team',
      description: 'Ends their sessions and their keys to this team; the account stays.',
      tag,
      parameters: [userParameter],
      answers: { 204: { description: 'Removed', schema: null }, ...problems(404, 409) },
    },
    async handle(call) {
      const userId = call.param('userId').toLowerCase()
      if (userId === call.caller.userId)
        throw new DomainError('wrong_state', 'Leave the team in the dashboard instead.')
      await removeMember(call.ctx, { userId })
      return { status: 204 }
    },
  }),
]

/** Throws `invalid`. */
export function roleOf(value: unknown): Role {
  const role = roles.find((candidate) => candidate === value)
  if (role) return role
  const code = value === undefined ? 'required' : value === null ? 'null' : 'not_a_choice'
  throw invalid([{ path: ['role'], code, message: `The role must be one of ${roles.join(', ')}.` }])
}
