import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import { expect, test } from 'vitest'
import { ATTEMPTS_PER_ACCOUNT } from '#lib/domain/users/sign-in-limit.ts'
import { signOutEverywhere } from '#lib/domain/users/sign-out-everywhere.ts'
import { publishEnv } from '#lib/env.ts'
import { makeAccount, uniqueEmail } from '#lib/testing/account.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { authOptions } from './options.ts'
import { openSession, sessionCookieName } from './token.ts'

useDatabase()
// next-auth asks the environment for it; the commands put it there
publishEnv({ NEXTAUTH_URL: 'http://localhost:3000' })

interface Answer {
  status: number
  cookies: Record<string, string>
  setCookies: string[]
  body: Record<string, unknown>
}

const logged: unknown[] = []
const log = {
  error: (...args: unknown[]) => logged.push(args),
  warn: (...args: unknown[]) => logged.push(args),
}

/** One request to next-auth's own door, as it is called outside of Next's app router. */
async function ask(
  method: 'GET' | 'POST',
  path: string,
  cookies: Record<string, string> = {},
  body: Record<string, string> = {},
): Promise<Answer> {
  const answer: Answer = { status: 200, cookies: { ...cookies }, setCookies: [], body: {} }
  const headers: Record<string, unknown> = {}
  const response = {
    status(code: number) {
      answer.status = code
      return response
    },
    getHeader: (name: string) => headers[name],
    setHeader(name: string, value: unknown) {
      headers[name] = value
    },
    json(value: Record<string, unknown>) {
      answer.body = value
    },
    send(value: unknown) {
      answer.body = typeof value === 'string' ? JSON.parse(value) : (value as Record<string, unknown>)
    },
    end() {},
  }
  const query = { nextauth: path.split('/') }
  const request = { method, query, body, cookies, headers: { 'x-forwarded-for': '203.0.113.77' } }
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    authOptions(log),
  )
  answer.setCookies = (headers['Set-Cookie'] as string[] | undefined) ?? []
  for (const line of answer.setCookies) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    answer.cookies[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1))
  }
  return answer
}

async function signInAs(email: string, password: string): Promise<Answer> {
  const { cookies, body } = await ask('GET', 'csrf')
  const fields = { email, password, csrfToken: String(body.csrfToken), json: 'true' }
  return ask('POST', 'callback/credentials', cookies, fields)
}

const errorOf = (answer: Answer) => new URL(String(answer.body.url)).searchParams.get('error')

test('the right password gives a session that names the user and the version, in a cookie for the server alone', async () => {
  const { user, password } = await makeAccount()
  const answer = await signInAs(user.email, password)
  expect(answer.status).toBe(200)
  expect(await openSession(answer.cookies[sessionCookieName()])).toEqual({
    userId: user.id,
    sessionVersion: 1,
  })
  const line = answer.setCookies.find((cookie) => cookie.startsWith(sessionCookieName()))
  expect(line).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
})

test('a wrong password and an unknown address give the same answer and no session', async () => {
  const { user } = await makeAccount()
  const answers = [
    await signInAs(user.email, 'not the password'),
    await signInAs(uniqueEmail(), 'not the password'),
  ]
  expect(answers.map((answer) => [answer.status, errorOf(answer)])).toEqual(
    Array(2).fill([401, 'CredentialsSignin']),
  )
  for (const answer of answers) expect(answer.cookies[sessionCookieName()]).toBeUndefined()
})

test('too many attempts are answered with the minutes to wait', async () => {
  const email = uniqueEmail()
  for (let i = 0; i < ATTEMPTS_PER_ACCOUNT; i++) await signInAs(email, 'not the password')
  expect(errorOf(await signInAs(email, 'not the password'))).toBe('TooManyAttempts:15')
})

test('a form from another site, without the token, signs nobody in', async () => {
  const { user, password } = await makeAccount()
  const fields = { email: user.email, password, csrfToken: 'made up', json: 'true' }
  const answer = await ask('POST', 'callback/credentials', {}, fields)
  expect(answer.body.url).toMatch(/csrf=true/)
  expect(answer.cookies[sessionCookieName()]).toBeUndefined()
})

test('an ended session is nobody, and signing out drops the cookie', async () => {
  const { user, password, ctx } = await makeAccount()
  const { cookies } = await signInAs(user.email, password)
  expect((await ask('GET', 'session', cookies)).body.user).toEqual(user)
  await signOutEverywhere(ctx)
  expect((await ask('GET', 'session', cookies)).body.user).toBeUndefined()
  const { cookies: withToken, body } = await ask('GET', 'csrf', cookies)
  const out = await ask('POST', 'signout', withToken, { csrfToken: String(body.csrfToken), json: 'true' })
  expect(out.cookies[sessionCookieName()]).toBe('')
})

test('nothing of it is logged as an error', () => {
  expect(logged).toEqual([])
})
