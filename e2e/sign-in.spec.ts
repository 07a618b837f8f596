import type { Page } from '@playwright/test'
import { ATTEMPTS_PER_ACCOUNT } from '#lib/domain/users/sign-in-limit.ts'
import { visit } from './kit/alive.ts'
import { expect, test } from './kit/own-team.ts'
import { open } from './kit/pages.ts'
import { type Account, makeAccount, newEmail, newPassword } from './kit/people.ts'

async function fillIn(page: Page, { email, password }: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const refusal = (page: Page) => page.getByRole('alert').first()

/** Tries a password without a page. */
async function attempt(page: Page, email: string, password: string): Promise<string> {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const answer = await page.request.post('/api/auth/callback/credentials', {
    form: { email, password, csrfToken, callbackUrl: 'https://elsewhere.example/', json: 'true' },
  })
  return (await answer.json()).url
}

test('a wrong password and an unknown address read the same, and keep what was typed', async ({
  visitor,
}) => {
  const { email } = await makeAccount('Wren')
  const page = await visitor()
  await visit(page, '/sign-in')
  await fillIn(page, { email, password: newPassword() })
  await expect(refusal(page)).toHaveText('The email or the password is not right.')
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(email)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  const answered = page.waitForResponse('**/api/auth/callback/credentials')
  await fillIn(page, { email: newEmail(), password: newPassword() })
  await answered
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(refusal(page)).toHaveText('The email or the password is not right.')
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/sign-in')
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ name: 'patchbay.session' }),
  )
})

test('what is missing is said at its field, before anything is sent', async ({ visitor }) => {
  const page = await visitor()
  await visit(page, '/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const email = page.getByRole('textbox', { name: 'Email' })
  await expect(email).toHaveAccessibleDescription('Enter an email address.')
  await expect(email).toBeFocused()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    'Enter your password.',
  )
  await email.fill('no address')
  await expect(email).toHaveAccessibleDescription('Enter an email address, as name@example.com.')
})

test('too many attempts for one account are stopped, also with the right password', async ({ visitor }) => {
  const account = await makeAccount('Thea')
  const page = await visitor()
  await visit(page, '/sign-in')
  for (let at = 0; at < ATTEMPTS_PER_ACCOUNT; at++)
    expect(await attempt(page, account.email, newPassword())).toContain('error=CredentialsSignin')
  await fillIn(page, account)
  await expect(refusal(page)).toHaveText(/^Too many attempts\. Try again in \d+ minutes\.$/)
  // others sign in as before
  const other = await makeAccount('Uli')
  expect(await attempt(page, other.email, other.password)).not.toContain('error=')
})

test('a deep link leads through signing in, and back to itself', async ({ team, visitor }) => {
  const account = await makeAccount('Dee', { team: { id: team.ctx('owner').teamId }, role: 'viewer' })
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await visitor()
  for (const path of [`/${team.slug}/audit?kind=endpoint`, '/account', '/new', '/', made.path]) {
    await page.goto(path)
    const { pathname, searchParams } = new URL(page.url())
    expect([pathname, searchParams.get('callbackUrl') ?? '/']).toEqual(['/sign-in', path])
  }
  await visit(page, page.url())
  await fillIn(page, account)
  await page.waitForURL(`**${made.path}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Billing sync' })).toBeVisible()
})

test('signing in never leads to another site', async ({ app, as, team, visitor }) => {
  const signedIn = await as('viewer')
  const elsewhere = [
    ...[
      'https://elsewhere.example/',
      '//elsewhere.example/',
      '/\\elsewhere.example/',
      '\\\\elsewhere.example',
    ],
    ...[
      '/%09/elsewhere.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '/sign-in?callbackUrl=//x.example',
    ],
  ]
  for (const address of elsewhere) {
    await signedIn.goto(`/sign-in?callbackUrl=${encodeURIComponent(address)}`)
    expect(new URL(signedIn.url()).origin, address).toBe(app.url)
    expect(new URL(signedIn.url()).pathname, address).not.toContain('sign-in')
  }
  const account = await makeAccount('Ada', { team: { id: team.ctx('owner').teamId }, role: 'viewer' })
  const page = await visitor()
  await visit(page, '/sign-in?callbackUrl=https%3A%2F%2Felsewhere.example%2F')
  await fillIn(page, account)
  await page.waitForURL(`${app.url}${team.path}`)
  // nor does the door behind the form
  const other = await visitor()
  expect(new URL(await attempt(other, account.email, account.password)).origin).toBe(app.url)
})

test('the session is a cookie that no script can read and no other site sends', async ({
  app,
  team,
  visitor,
}) => {
  const account = await makeAccount('Cleo', { team: { id: team.ctx('owner').teamId }, role: 'viewer' })
  const page = await visitor()
  await visit(page, '/sign-in')
  await fillIn(page, account)
  await page.waitForURL(`**${team.path}`)
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === 'patchbay.session')
  const DAY_SECONDS = 24 * 60 * 60
  expect(session).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    domain: new URL(app.url).hostname,
  })
  const daysLeft = ((session?.expires ?? 0) - Date.now() / 1000) / DAY_SECONDS
  expect(Math.round(daysLeft)).toBe(30)
  for (const { name, httpOnly } of cookies)
    expect([name, httpOnly]).toEqual([name, !['last-team', 'theme'].includes(name)])
  expect(await page.evaluate(() => document.cookie)).not.toContain('patchbay')

  // one letter off is nobody
  if (!session) throw new Error('There is no session.')
  const at = session.value.length - 8
  const other = session.value[at] === 'x' ? 'y' : 'x'
  const forged = session.value.slice(0, at) + other + session.value.slice(at + 1)
  await page.context().addCookies([{ ...session, value: forged }])
  await page.goto(team.path)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})

test('signing out ends the visit', async ({ team, visitor, app }) => {
  const account = await makeAccount('Sol', { team: { id: team.ctx('owner').teamId }, role: 'viewer' })
  const page = await visitor()
  await visit(page, '/sign-in')
  await fillIn(page, account)
  await page.waitForURL(`**${team.path}`)
  await open(page, team.path)
  await page.getByRole('button', { name: 'Account of Sol' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(`${app.url}/sign-in`)
  // neither the browser's memory nor the server shows it again
  await page.goBack()
  await page.waitForURL('**/sign-in?callbackUrl=**')
  await page.goto(team.path)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})

test('who is signed in already goes on', async ({ as }) => {
  const page = await as('viewer')
  await page.goto('/sign-in?callbackUrl=%2Faccount')
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
})
