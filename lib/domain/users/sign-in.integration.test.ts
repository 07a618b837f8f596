import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeAccount, uniqueEmail } from '#lib/testing/account.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { nanoid } from '../shared/ids.ts'
import { signIn } from './sign-in.ts'
import { ATTEMPTS_PER_ACCOUNT, ATTEMPTS_PER_ADDRESS } from './sign-in-limit.ts'

useDatabase()

afterEach(() => {
  vi.useRealTimers()
})

const anAddress = () => `test-${nanoid(12)}`
const wrong = (email: string, address: string | null = null) =>
  failureOf(signIn({ email, password: 'not the password', address }))

describe('signIn', () => {
  test('takes the address in any case, and the exact password alone', async () => {
    const { user, password } = await makeAccount()
    const signedIn = await signIn({ email: ` ${user.email.toUpperCase()} `, password, address: anAddress() })
    expect(signedIn).toEqual({ user, sessionVersion: 1 })
    for (const other of [`${password} `, password.toUpperCase(), password + 'x'.repeat(600), ''])
      expect((await failureOf(signIn({ email: user.email, password: other, address: null }))).code).toBe(
        'unauthenticated',
      )
  })

  test('says the same of an unknown address, a wrong password and what is no address', async () => {
    const { user } = await makeAccount()
    const failures = await Promise.all(
      [user.email, uniqueEmail(), 'no address', ''].map((email) => wrong(email)),
    )
    expect(new Set(failures.map((e) => `${e.code} ${e.message}`)).size).toBe(1)
  })

  test('does the same work for an unknown address as for a wrong password', async () => {
    const { user } = await makeAccount()
    await wrong(uniqueEmail())
    const time = async (email: string) => {
      const startMs = performance.now()
      await wrong(email)
      return performance.now() - startMs
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 7; i++) {
      known.push(await time(user.email))
      unknown.push(await time(uniqueEmail()))
    }
    const best = (times: number[]) => Math.min(...times)
    // hashing is nearly all of the time; without it the unknown ones would take a tenth
    expect(best(unknown)).toBeGreaterThan(best(known) / 2)
  })
})

describe('attempts', () => {
  test('for one account are limited from wherever they come, also with the right password', async () => {
    const { user, password } = await makeAccount()
    for (let i = 0; i < ATTEMPTS_PER_ACCOUNT; i++)
      expect((await wrong(user.email, anAddress())).code).toBe('unauthenticated')
    const refused = await failureOf(signIn({ email: user.email, password, address: anAddress() }))
    expect(refused).toMatchObject({
      code: 'rate_limited',
      message: 'Too many attempts. Try again in 15 minutes.',
    })
    expect(refused.retryAfterMs).toBeGreaterThan(14 * 60_000)
    const other = await makeAccount()
    expect((await signIn({ email: other.user.email, password: other.password, address: null })).user).toEqual(
      other.user,
    )
  })

  test('that run in parallel are all counted', async () => {
    const { user } = await makeAccount()
    const failures = await Promise.all(Array.from({ length: 25 }, () => wrong(user.email)))
    const codes = failures.map((e) => e.code)
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(ATTEMPTS_PER_ACCOUNT)
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(25 - ATTEMPTS_PER_ACCOUNT)
  })

  test('for an address without an account are limited alike', async () => {
    const email = uniqueEmail()
    const failures = await Promise.all(Array.from({ length: ATTEMPTS_PER_ACCOUNT + 1 }, () => wrong(email)))
    expect(failures.filter((e) => e.code === 'rate_limited')).toHaveLength(1)
  })

  test('are allowed again after the time that was named', async () => {
    const { user, password } = await makeAccount()
    for (let i = 0; i <= ATTEMPTS_PER_ACCOUNT; i++) await wrong(user.email)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 15 * 60_000 + 1_000)
    expect((await signIn({ email: user.email, password, address: null })).user).toEqual(user)
  })

  test('begin anew after the right password', async () => {
    const { user, password } = await makeAccount()
    for (let round = 0; round < 2; round++) {
      for (let i = 1; i < ATTEMPTS_PER_ACCOUNT; i++) await wrong(user.email)
      await signIn({ email: user.email, password, address: null })
    }
  })

  test('from one address are limited over all accounts, and right passwords do not count', async () => {
    const address = anAddress()
    const { user, password } = await makeAccount()
    await Promise.all(Array.from({ length: 10 }, () => signIn({ email: user.email, password, address })))
    const failures = await Promise.all(
      Array.from({ length: ATTEMPTS_PER_ADDRESS }, () => wrong(uniqueEmail(), address)),
    )
    expect(new Set(failures.map((e) => e.code))).toEqual(new Set(['unauthenticated']))
    const refused = await failureOf(signIn({ email: user.email, password, address }))
    expect(refused.code).toBe('rate_limited')
    expect((await signIn({ email: user.email, password, address: anAddress() })).user).toEqual(user)
  })

  test('are counted in the table that all processes share', async () => {
    const { user } = await makeAccount()
    await wrong(user.email)
    const row = await db().rateLimit.findUnique({ where: { key: `sign-in:account:${user.email}` } })
    expect(row?.points).toBe(1)
  })
})
