import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import {
  accountContextOf,
  makeAccount,
  systemContext,
  uniqueEmail,
  uniquePassword,
} from '#lib/testing/account.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { listChanges } from '../audit/list.ts'
import type { Role } from '../authz/permissions.ts'
import { signIn } from '../users/sign-in.ts'
import { acceptAsNewUser, acceptInvitation } from './accept-invitation.ts'
import { findInvitation } from './find-invitation.ts'
import { INVITATION_LIFETIME_MS } from './invitation.ts'
import { inviteMember } from './invite-member.ts'
import { listInvitations } from './list-invitations.ts'
import { revokeInvitation } from './revoke-invitation.ts'

useDatabase()

const now = { clock: fakeClock() }

async function invite(team: TestTeam, email: string, role: Role = 'support', as: Role = 'admin') {
  const ctx = await team.as(as, now)
  const { invitation, token } = await inviteMember(ctx, { email, role })
  return { ctx, invitation, token: registerSecret('invitation-token', token) }
}

describe('inviteMember', () => {
  test('stores the hash of the token alone, for seven days, and records it without the token', async () => {
    const team = await makeTeam()
    const email = uniqueEmail()
    const { ctx, invitation, token } = await invite(team, ` ${email.toUpperCase()} `)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(invitation).toMatchObject({ email, role: 'support', invitedBy: ctx.actor.label })
    expect(invitation.expiresAt.getTime() - invitation.createdAt.getTime()).toBe(INVITATION_LIFETIME_MS)
    const row = await db().invitation.findUniqueOrThrow({ where: { id: invitation.id } })
    expect(Buffer.from(row.tokenHash)).toHaveLength(32)
    const { items } = await listChanges(ctx, {})
    expect(items).toMatchObject([{ action: 'invitation.created', entityName: email }])
    expect(JSON.stringify([row, items, ctx.told])).not.toContain(token)
  })

  test('again for the same address replaces the open one, whose link ends', async () => {
    const team = await makeTeam()
    const email = uniqueEmail()
    const first = await invite(team, email, 'viewer')
    const second = await invite(team, email, 'developer')
    expect((await findInvitation(now, first))?.state).toBe('revoked')
    expect(await findInvitation(now, second)).toMatchObject({ state: 'open', role: 'developer' })
    expect((await listInvitations(second.ctx)).map(({ id }) => id)).toEqual([second.invitation.id])
  })

  test('five times at the same moment leaves one open', async () => {
    const team = await makeTeam()
    const email = uniqueEmail()
    await Promise.all(Array.from({ length: 5 }, () => invite(team, email)))
    expect(await listInvitations(await team.as('admin', now))).toHaveLength(1)
  })

  test('is not for a member', async () => {
    const team = await makeTeam()
    const viewer = await team.as('viewer')
    const { email } = await db().user.findUniqueOrThrow({ where: { id: viewer.actor.id ?? '' } })
    expect((await failureOf(invite(team, email))).code).toBe('already_exists')
  })

  test('gives no role above the own', async () => {
    const team = await makeTeam()
    expect((await failureOf(invite(team, uniqueEmail(), 'owner', 'admin'))).code).toBe('forbidden')
    expect((await invite(team, uniqueEmail(), 'owner', 'owner')).invitation.role).toBe('owner')
    for (const role of ['developer', 'support', 'viewer'] as const)
      expect((await failureOf(invite(team, uniqueEmail(), 'viewer', role))).code).toBe('forbidden')
  })

  test.each([
    [{ email: 'nobody', role: 'viewer' }, 'email'],
    [{ email: 'a@b.test', role: 'king' }, 'role'],
    [{ email: 'a@b.test', role: 'viewer', token: 'mine' }, 'token'],
  ])('refuses %j at %s', async (input, field) => {
    const ctx = await (await makeTeam()).as('owner')
    const refused = await failureOf(inviteMember(ctx, input as Parameters<typeof inviteMember>[1]))
    expect(refused.issues.map(({ path }) => path)).toEqual([[field]])
  })
})

describe('acceptInvitation', () => {
  test('joins the account with the role, once, and records both', async () => {
    const team = await makeTeam()
    const { user } = await makeAccount()
    const { ctx, token } = await invite(team, user.email, 'developer')
    const me = accountContextOf(user, now)
    expect(await findInvitation(now, { token })).toMatchObject({ state: 'open', hasAccount: true })
    expect(await acceptInvitation(me, { token })).toMatchObject({ teamSlug: team.slug })
    const where = { teamId_userId: { teamId: team.id, userId: user.id } }
    expect((await db().membership.findUniqueOrThrow({ where })).role).toBe('developer')
    const { items } = await listChanges(ctx, {})
    expect(items.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['member.added', user.id],
      ['invitation.accepted', user.id],
      ['invitation.created', ctx.actor.id],
    ])
    expect((await failureOf(acceptInvitation(me, { token }))).code).toBe('wrong_state')
    expect(await findInvitation(now, { token })).toMatchObject({ state: 'accepted' })
  })

  test('is for its own address alone', async () => {
    const team = await makeTeam()
    const { token } = await invite(team, uniqueEmail())
    const { user } = await makeAccount()
    expect((await failureOf(acceptInvitation(accountContextOf(user, now), { token }))).code).toBe('forbidden')
    expect((await findInvitation(now, { token }))?.state).toBe('open')
  })

  test('ends after seven days', async () => {
    const clock = fakeClock()
    const team = await makeTeam()
    const { user } = await makeAccount()
    const { token } = await inviteMember(await team.as('admin', { clock }), {
      email: user.email,
      role: 'viewer',
    })
    clock.advance(INVITATION_LIFETIME_MS)
    const refused = await failureOf(acceptInvitation(accountContextOf(user, { clock }), { token }))
    expect(refused).toMatchObject({ code: 'wrong_state', message: expect.stringMatching(/expired/) })
    expect((await listInvitations(await team.as('admin', { clock })))[0]?.state).toBe('expired')
    clock.advance(-1)
    await acceptInvitation(accountContextOf(user, { clock }), { token })
  })

  test('ends when it is revoked', async () => {
    const team = await makeTeam()
    const { user } = await makeAccount()
    const { ctx, token, invitation } = await invite(team, user.email)
    await revokeInvitation(ctx, invitation)
    const refused = await failureOf(acceptInvitation(accountContextOf(user, now), { token }))
    expect(refused).toMatchObject({ code: 'wrong_state', message: expect.stringMatching(/withdrawn/) })
    expect((await failureOf(revokeInvitation(ctx, invitation))).code).toBe('not_found')
  })

  test('of an unknown token finds nothing', async () => {
    const { user } = await makeAccount()
    const token = 'x'.repeat(43)
    expect((await failureOf(acceptInvitation(accountContextOf(user, now), { token }))).code).toBe('not_found')
    expect(await findInvitation(now, { token })).toBeNull()
  })

  test('eight times at the same moment joins once', async () => {
    const team = await makeTeam()
    const { user } = await makeAccount()
    const { ctx, token } = await invite(team, user.email)
    const me = accountContextOf(user, now)
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => acceptInvitation(me, { token })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { items } = await listChanges(ctx, {})
    expect(items.map(({ action }) => action)).toEqual([
      'member.added',
      'invitation.accepted',
      'invitation.created',
    ])
  })
})

describe('acceptAsNewUser', () => {
  test('makes the account of the invited address and joins it', async () => {
    const team = await makeTeam()
    const email = uniqueEmail()
    const { ctx, token } = await invite(team, email, 'viewer')
    expect(await findInvitation(now, { token })).toMatchObject({ hasAccount: false, email })
    const password = uniquePassword()
    const { user } = await acceptAsNewUser({ ...systemContext(), ...now }, { token, name: 'Ada', password })
    expect(user).toMatchObject({ email, name: 'Ada' })
    expect(await signIn({ email, password, address: null })).toEqual({ user, sessionVersion: 1 })
    const { items } = await listChanges(ctx, { limit: 2 })
    expect(items).toMatchObject([
      { action: 'member.added', actorLabel: 'Ada', entityId: user.id },
      { action: 'invitation.accepted', actorLabel: 'Ada' },
    ])
  })

  test('twice at the same moment makes one account', async () => {
    const email = uniqueEmail()
    const { token } = await invite(await makeTeam(), email)
    const input = { token, name: 'Ada', password: uniquePassword() }
    const around = { ...systemContext(), ...now }
    const results = await Promise.allSettled([acceptAsNewUser(around, input), acceptAsNewUser(around, input)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().user.count({ where: { email } })).toBe(1)
  })

  test('makes no account when the address has one, and leaves the invitation open', async () => {
    const { user } = await makeAccount()
    const { token } = await invite(await makeTeam(), user.email)
    const input = { token, name: 'Mallory', password: uniquePassword() }
    expect((await failureOf(acceptAsNewUser({ ...systemContext(), ...now }, input))).code).toBe(
      'already_exists',
    )
    expect((await findInvitation(now, { token }))?.state).toBe('open')
  })

  test('refuses a weak password and leaves the invitation open', async () => {
    const email = uniqueEmail()
    const { token } = await invite(await makeTeam(), email)
    for (const password of ['short', email])
      expect(
        (await failureOf(acceptAsNewUser({ ...systemContext(), ...now }, { token, name: 'Ada', password })))
          .issues,
      ).toMatchObject([{ path: ['password'] }])
    expect((await findInvitation(now, { token }))?.state).toBe('open')
    expect(await db().user.count({ where: { email } })).toBe(0)
  })
})

describe('revokeInvitation and listInvitations', () => {
  test("know nothing of another team's invitation", async () => {
    const { invitation } = await invite(await makeTeam(), uniqueEmail())
    const stranger = await (await makeTeam()).as('owner')
    expect((await failureOf(revokeInvitation(stranger, invitation))).code).toBe('not_found')
    expect((await failureOf(revokeInvitation(stranger, { id: 'x' }))).code).toBe('not_found')
    expect(await listInvitations(stranger)).toEqual([])
  })

  test('are recorded, and not for those who manage no members', async () => {
    const team = await makeTeam()
    const { ctx, invitation } = await invite(team, uniqueEmail())
    for (const role of ['viewer', 'support', 'developer'] as const) {
      expect((await failureOf(listInvitations(await team.as(role)))).code).toBe('forbidden')
      expect((await failureOf(revokeInvitation(await team.as(role), invitation))).code).toBe('forbidden')
    }
    await revokeInvitation(ctx, invitation)
    const { items } = await listChanges(ctx, {})
    expect(items.map(({ action, entityId }) => [action, entityId])).toContainEqual([
      'invitation.revoked',
      invitation.id,
    ])
    expect(await listInvitations(ctx)).toEqual([])
  })
})
