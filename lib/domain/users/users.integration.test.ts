import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import {
  accountContextOf,
  makeAccount,
  systemContext,
  uniqueEmail,
  uniquePassword,
} from '#lib/testing/account.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { contextOf, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { listChanges } from '../audit/list.ts'
import { changeName } from './change-name.ts'
import { changePassword } from './change-password.ts'
import { createUser } from './create-user.ts'
import type { SessionUser } from './load-session.ts'
import { loadSession } from './load-session.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'

useDatabase()

const address = null

/** Puts an account into a new team, and gives the owner's view of its log. */
async function inNewTeam(user: SessionUser) {
  const team = await makeTeam()
  await db().membership.create({
    data: { teamId: team.id, userId: user.id, role: 'viewer', createdAt: new Date() },
  })
  const ctx = contextOf(team.id, 'owner', { id: user.id, name: user.name })
  return { team, changes: async () => (await listChanges(ctx, {})).items }
}

describe('createUser', () => {
  test('stores the address in lower case and the password as an argon2id hash', async () => {
    const email = uniqueEmail()
    const password = uniquePassword()
    const user = await createUser(systemContext(), {
      email: ` ${email.toUpperCase()} `,
      name: ' Mara ',
      password,
    })
    expect(user).toMatchObject({ email, name: 'Mara' })
    const row = await db().user.findUniqueOrThrow({ where: { id: user.id } })
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(row)).not.toContain(password)
  })

  test('refuses an address that has an account, whatever its case', async () => {
    const { user } = await makeAccount()
    const again = { email: user.email.toUpperCase(), name: 'Other', password: uniquePassword() }
    expect((await failureOf(createUser(systemContext(), again))).code).toBe('already_exists')
  })

  test('refuses a short password, and the address as the password', async () => {
    const email = uniqueEmail()
    const failures = await Promise.all(
      ['too short', email].map((password) =>
        failureOf(createUser(systemContext(), { email, name: 'Mara', password })),
      ),
    )
    expect(failures.map((e) => e.issues.map(({ path, code }) => [path, code]))).toEqual([
      [[['password'], 'too_short']],
      [[['password'], 'forbidden_combination']],
    ])
  })

  test('is not for a signed-in user', async () => {
    const { ctx } = await makeAccount()
    const input = { email: uniqueEmail(), name: 'Mara', password: uniquePassword() }
    expect((await failureOf(createUser(ctx, input))).code).toBe('forbidden')
  })
})

describe('changeName', () => {
  test('is saved, and recorded in the log of each of the teams', async () => {
    const { user, ctx } = await makeAccount()
    const [one, two] = [await inNewTeam(user), await inNewTeam(user)]
    await changeName(ctx, { name: ' Mara I. ' })
    expect((await db().user.findUniqueOrThrow({ where: { id: user.id } })).name).toBe('Mara I.')
    for (const { changes } of [one, two])
      expect(await changes()).toMatchObject([
        { action: 'user.updated', fields: [{ field: 'name', before: 'Mara Ionescu', after: 'Mara I.' }] },
      ])
    expect(ctx.told.map((event) => event.teamId).sort()).toEqual([one.team.id, two.team.id].sort())
  })

  test('to the same name writes nothing', async () => {
    const { user, ctx } = await makeAccount()
    const { changes } = await inNewTeam(user)
    await changeName(ctx, { name: user.name })
    expect(await changes()).toEqual([])
    expect(ctx.told).toEqual([])
  })

  test('is nobody else’s', async () => {
    expect((await failureOf(changeName(systemContext(), { name: 'x' }))).code).toBe('unauthenticated')
  })
})

describe('changePassword', () => {
  test('replaces the password and ends the sessions; its answer is the version of the next', async () => {
    const { user, password, ctx } = await makeAccount()
    const { changes } = await inNewTeam(user)
    const newPassword = uniquePassword()
    const sessionVersion = await changePassword(ctx, { currentPassword: password, newPassword })
    const session = { userId: user.id, teamSlug: null }
    expect(await loadSession({ ...session, sessionVersion: 1 })).toBeNull()
    expect((await loadSession({ ...session, sessionVersion }))?.user).toEqual(user)
    expect((await failureOf(signIn({ email: user.email, password, address }))).code).toBe('unauthenticated')
    expect(await signIn({ email: user.email, password: newPassword, address })).toEqual({
      user,
      sessionVersion,
    })
    const written = await changes()
    expect(written).toMatchObject([{ action: 'user.password_changed', fields: [] }])
  })

  test('needs the current one', async () => {
    const { user, password, ctx } = await makeAccount()
    const wrong = await failureOf(
      changePassword(ctx, { currentPassword: 'not the password', newPassword: uniquePassword() }),
    )
    expect(wrong.issues).toMatchObject([{ path: ['currentPassword'], code: 'wrong_secret' }])
    expect((await signIn({ email: user.email, password, address })).sessionVersion).toBe(1)
  })

  test('refuses a new one that is short or the address', async () => {
    const { user, password: currentPassword, ctx } = await makeAccount()
    const failures = await Promise.all(
      ['short', user.email].map((newPassword) =>
        failureOf(changePassword(ctx, { currentPassword, newPassword })),
      ),
    )
    expect(failures.map((e) => e.issues.map(({ path, code }) => [path, code]))).toEqual([
      [[['newPassword'], 'too_short']],
      [[['newPassword'], 'forbidden_combination']],
    ])
  })

  test('twice at the same moment from the same old password succeeds once', async () => {
    const { password: currentPassword, ctx } = await makeAccount()
    const results = await Promise.allSettled(
      [uniquePassword(), uniquePassword()].map((newPassword) =>
        changePassword(ctx, { currentPassword, newPassword }),
      ),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

test('signOutEverywhere ends every session and is recorded', async () => {
  const { user, ctx } = await makeAccount()
  const { changes } = await inNewTeam(user)
  await signOutEverywhere(ctx)
  expect(await loadSession({ userId: user.id, sessionVersion: 1, teamSlug: null })).toBeNull()
  expect(await changes()).toMatchObject([{ action: 'user.sessions_ended' }])
})

describe('resetPassword', () => {
  test('gives a generated password, ends the sessions and forgets failed attempts', async () => {
    const { user, password } = await makeAccount()
    const { changes } = await inNewTeam(user)
    for (let i = 0; i < 11; i++)
      await failureOf(signIn({ email: user.email, password: 'wrong password', address }))
    const fresh = registerSecret(
      'member-password',
      await resetPassword(systemContext(), { email: user.email.toUpperCase() }),
    )
    expect(fresh).toMatch(/^([A-Za-z2-9]{5}-){3}[A-Za-z2-9]{5}$/)
    expect(await signIn({ email: user.email, password: fresh, address })).toEqual({ user, sessionVersion: 2 })
    expect((await failureOf(signIn({ email: user.email, password, address }))).code).toBe('unauthenticated')
    expect(await changes()).toMatchObject([{ action: 'user.password_reset', actorKind: 'system' }])
  })

  test('knows no such account, and is for the command line alone', async () => {
    const { user } = await makeAccount()
    expect((await failureOf(resetPassword(systemContext(), { email: uniqueEmail() }))).code).toBe('not_found')
    const asUser = resetPassword(accountContextOf(user), { email: user.email })
    expect((await failureOf(asUser)).code).toBe('forbidden')
  })
})

describe('loadSession', () => {
  test('tells neither an unknown team from one of others', async () => {
    const { user } = await makeAccount()
    const stranger = await makeTeam()
    const own = await inNewTeam(user)
    const load = (teamSlug: string | null) => loadSession({ userId: user.id, sessionVersion: 1, teamSlug })
    expect(await load(null)).toEqual({ user, membership: null })
    expect(await load('no-such-team')).toEqual({ user, membership: null })
    expect(await load(stranger.slug)).toEqual({ user, membership: null })
    expect(await load(own.team.slug)).toMatchObject({
      user,
      membership: {
        role: 'viewer',
        team: { id: own.team.id, slug: own.team.slug, isDemo: false, version: 1 },
      },
    })
  })

  test('is null for another version and for an account that is gone', async () => {
    const { user } = await makeAccount()
    expect(await loadSession({ userId: user.id, sessionVersion: 2, teamSlug: null })).toBeNull()
    await db().user.delete({ where: { id: user.id } })
    expect(await loadSession({ userId: user.id, sessionVersion: 1, teamSlug: null })).toBeNull()
  })
})
