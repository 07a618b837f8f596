import type { Page } from '@playwright/test'
import { makeOauthApp, REDIRECT_URI } from '#lib/testing/credentials.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { authorizationQuery, newPkce } from '#lib/testing/oauth-requests.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { visit } from './kit/alive.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { makeAccount } from './kit/people.ts'

/** An app of the team, and where it sends its users. */
async function registered(team: OwnTeam, params: Record<string, string | null> = {}) {
  const { app, clientSecret } = await makeOauthApp(team.ctx('owner'), { name: 'CRM bridge' })
  const { verifier, challenge } = newPkce()
  const query = authorizationQuery(app.clientId, challenge, { scope: 'read webhooks:manage', ...params })
  return { app, clientSecret, verifier, path: `/oauth/authorize?${query}` }
}

/** The app's own page, which this test is: all that the browser is sent there with. */
async function appAddress(page: Page): Promise<() => Promise<URL>> {
  await page.route('https://app.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>App</title><h1>Back at the app</h1>' }),
  )
  return async () => {
    await expect(page.getByRole('heading', { name: 'Back at the app' })).toBeVisible()
    return new URL(page.url())
  }
}

test('a member allows an app, which gets tokens with the code that it is given', async ({
  as,
  team,
  app: server,
  expectAccessible,
}) => {
  const { app, clientSecret, verifier, path } = await registered(team)
  const page = await as('developer')
  const arrived = await appAddress(page)
  await visit(page, path)
  await expect(page.getByRole('heading', { name: 'Allow CRM bridge?' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('developer@demo.test')
  await expect(page.getByRole('listitem')).toHaveText([
    /see endpoints, event types/,
    /create, change, test and delete webhook endpoints/,
  ])
  await expect(page.getByRole('main')).toContainText('app.example')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Allow' }).click()
  const back = await arrived()
  const code = registerSecret('oauth-code', back.searchParams.get('code') ?? '')
  expect(back.origin + back.pathname).toBe('https://app.example/callback')
  expect(Object.fromEntries(back.searchParams)).toEqual({
    from: 'patchbay',
    code: expect.stringMatching(/^oac_/),
    state: 'xyz',
    iss: server.url,
  })
  const answer = await page.request.post('/oauth/token', {
    form: {
      grant_type: 'authorization_code',
      client_id: app.clientId,
      client_secret: clientSecret ?? '',
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
    },
  })
  expect(answer.status()).toBe(200)
  const tokens = await answer.json()
  registerSecret('oauth-token', tokens.access_token)
  registerSecret('oauth-token', tokens.refresh_token)
  expect(tokens).toMatchObject({ token_type: 'Bearer', scope: 'read webhooks:manage' })
})

test('a member says no, and the app hears of it', async ({ as, team }) => {
  const { path } = await registered(team)
  const page = await as('viewer')
  const arrived = await appAddress(page)
  await visit(page, path)
  await page.getByRole('button', { name: 'Deny' }).click()
  const { searchParams } = await arrived()
  expect(searchParams.get('error')).toBe('access_denied')
  expect(searchParams.get('state')).toBe('xyz')
  expect(searchParams.has('code')).toBe(false)
})

test('who is not signed in signs in first, and comes back to the question', async ({ team, visitor }) => {
  const { path } = await registered(team)
  const account = await makeAccount('Cora', { team: { id: team.ctx('owner').teamId }, role: 'support' })
  const page = await visitor()
  await visit(page, path)
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Allow CRM bridge?' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(account.email)
  await expect(page.getByRole('main')).toContainText('your role, support')
})

test('who is not in the team cannot allow its app, and can go back', async ({ as, expectAccessible }) => {
  const other = await makeTeam()
  const { app } = await makeOauthApp(await other.as('owner'), { name: 'Foreign bridge' })
  const page = await as('owner')
  const arrived = await appAddress(page)
  await visit(page, `/oauth/authorize?${authorizationQuery(app.clientId, newPkce().challenge)}`)
  await expect(page.getByRole('heading', { name: 'You cannot allow Foreign bridge' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Allow' })).toHaveCount(0)
  await expect(page.getByRole('main')).not.toContainText(other.slug)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Go back to Foreign bridge' }).click()
  expect((await arrived()).searchParams.get('error')).toBe('access_denied')
})

test('a link that is not from the app leads nowhere', async ({ as, team, expectAccessible }) => {
  const page = await as('owner')
  const forged = await registered(team, { redirect_uri: 'https://evil.example/' })
  await visit(page, forged.path)
  await expect(page.getByRole('heading', { name: 'This link is not from the app' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Allow|Deny/ })).toHaveCount(0)
  await expectAccessible(page)
  const unknown = await registered(team, { client_id: 'app_nobody' })
  await visit(page, unknown.path)
  await expect(page.getByRole('heading', { name: 'This app is not known' })).toBeVisible()
})

test('a wrong request is told to the app, before anybody is asked', async ({ team, visitor }) => {
  const page = await visitor()
  const { path } = await registered(team, { code_challenge_method: 'plain' })
  const answer = await page.request.get(path, { maxRedirects: 0 })
  expect(answer.status()).toBe(307)
  const { origin, searchParams } = new URL(answer.headers().location ?? '')
  expect(origin).toBe('https://app.example')
  expect(searchParams.get('error')).toBe('invalid_request')
  expect(searchParams.get('state')).toBe('xyz')
})
