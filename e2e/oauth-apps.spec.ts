import type { Page } from '@playwright/test'
import { getOauthApp } from '#lib/domain/oauth-apps/get-app.ts'
import { updateOauthApp } from '#lib/domain/oauth-apps/update-app.ts'
import { makeOauthApp } from '#lib/testing/credentials.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { callBy } from './kit/action-calls.ts'
import { holding, placesOf } from './kit/answers.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, history, open, toast } from './kit/pages.ts'

const listOf = (team: OwnTeam) => `/${team.slug}/keys/apps`
const form = (page: Page) => page.getByRole('dialog', { name: 'New OAuth app' })
const once = (page: Page) => page.getByRole('alertdialog', { name: 'New client secret' })

/** The secret that the page shows this once. */
async function shownSecret(page: Page): Promise<string> {
  return registerSecret(
    'client-secret',
    await once(page)
      .getByText(/^ocs_\w{43}$/)
      .innerText(),
  )
}

/** Asks for a token as the app itself; the answer's status stands for a refusal. */
async function tokenFor(page: Page, clientId: string, secret: string): Promise<string | number> {
  const answer = await page.request.post('/oauth/token', {
    form: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret },
  })
  if (answer.status() !== 200) return answer.status()
  return registerSecret('oauth-token', (await answer.json()).access_token)
}

async function statusFor(page: Page, token: string | number): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await page.request.get('/api/patchbay/v1/endpoints', { headers })).status()
}

test('an app gets its secret once and tokens with it; rotating and revoking act at once', async ({
  as,
  team,
  answers,
}) => {
  const page = await as('admin')
  await open(page, listOf(team))
  await expect(page.getByRole('heading', { name: 'No OAuth apps yet' })).toBeVisible()
  await page.getByRole('button', { name: /^New OAuth app/ }).click()
  await expect(form(page).getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('CRM bridge')
  await form(page).getByRole('textbox', { name: 'Redirect addresses' }).fill('http://app.example/cb')
  await form(page).getByRole('button', { name: 'Create app' }).click()
  await expect(form(page).getByText('http://app.example/cb: Use an https address')).toBeVisible()
  await expect(form(page).getByText('Choose at least one scope.')).toBeVisible()
  await form(page).getByRole('textbox', { name: 'Redirect addresses' }).fill('https://app.example/cb')
  await form(page).getByRole('button', { name: 'Create app' }).click()
  await expect(form(page).getByText('Choose at least one scope.')).toBeInViewport()
  await expect(form(page).getByRole('checkbox').first()).toBeFocused()
  await expect(form(page).getByRole('checkbox').first()).toBeInViewport({ ratio: 1 })
  await form(page)
    .getByRole('checkbox', { name: /endpoint:read/ })
    .check()
  await form(page).getByRole('button', { name: 'Create app' }).click()
  const first = await shownSecret(page)
  await once(page).getByRole('button', { name: 'I have stored it' }).click()

  await page.waitForURL(/\/keys\/apps\/[\w-]{36}$/)
  await expect(page.getByRole('heading', { level: 1, name: 'CRM bridge' })).toBeVisible()
  const clientId = await field(page, 'Client ID').getByText(/^app_/).innerText()
  const token = await tokenFor(page, clientId, first)
  expect(await statusFor(page, token)).toBe(200)
  expect(holding(answers, first)).toEqual(['createOauthAppAction'])

  await page.getByRole('button', { name: 'Rotate…' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  const second = await shownSecret(page)
  await once(page).getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('button', { name: 'Rotate…' })).toBeFocused()
  expect(second).not.toBe(first)
  expect(await tokenFor(page, clientId, first)).toBe(401)
  expect(await statusFor(page, await tokenFor(page, clientId, second))).toBe(200)
  // tokens outlive the secret
  expect(await statusFor(page, token)).toBe(200)
  await page.reload()
  for (const secret of [first, second]) expect(await placesOf(page, secret)).toEqual([])
  expect(holding(answers, second)).toEqual(['rotateClientSecretAction'])
  await expect(history(page)).toHaveText([/Client secret rotated/, /Registered/])

  await page.getByRole('button', { name: 'Revoke…' }).click()
  const question = page.getByRole('alertdialog', { name: 'Revoke this app?' })
  await expect(question).toContainText('2 tokens end at once')
  await question.getByRole('textbox').fill('CRM bridge')
  await question.getByRole('button', { name: 'Revoke app' }).click()
  await expect(toast(page, 'CRM bridge was revoked')).toBeVisible()
  await expect(page.getByText(/^This app was revoked/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Edit|Rotate|Revoke)/ })).toHaveCount(0)
  expect(await statusFor(page, token)).toBe(401)
  expect(await tokenFor(page, clientId, second)).toBe(401)
  await open(page, `/${team.slug}/audit`)
  for (const deed of ['registered the OAuth app', 'rotated the client secret of', 'revoked the OAuth app'])
    await expect(page.getByText(`Amir Admin ${deed} CRM bridge`)).toBeVisible()
})

test('each field of an app is saved alone, and taken back alone', async ({ as, team }) => {
  const { app } = await makeOauthApp(team.ctx('owner'), { name: 'CRM bridge', scopes: ['read'] })
  const stored = () => getOauthApp(team.ctx('owner'), { id: app.id })
  const page = await as('admin')
  await open(page, `${listOf(team)}/${app.id}`)
  await beginTyping(page, 'Name', 'CRM sync')
  const { input } = await callBy(page, 'updateOauthAppAction', () => page.keyboard.press('Enter'))
  expect(input).toMatchObject({ patch: { name: 'CRM sync' } })
  await expect(page.getByRole('heading', { level: 1, name: 'CRM sync' })).toBeVisible()

  await beginTyping(page, 'Redirect addresses', 'https://a.example/cb\nhttps://b.example/cb')
  const saved = await callBy(page, 'updateOauthAppAction', () => page.keyboard.press('Control+Enter'))
  expect(saved.input.patch).toEqual({ redirectUris: ['https://a.example/cb', 'https://b.example/cb'] })
  await expect(field(page, 'Redirect addresses')).toContainText('https://b.example/cb')
  await toast(page, 'Redirect addresses saved').getByRole('button', { name: 'Undo' }).click()
  await expect(field(page, 'Redirect addresses')).toContainText(app.redirectUris[0] ?? '')

  await editButton(page, 'Scopes').click()
  await page.getByRole('checkbox', { name: /endpoint:read/ }).check()
  await field(page, 'Scopes').getByRole('button', { name: 'Save' }).click()
  await expect(toast(page, 'Scopes saved')).toBeVisible()
  expect(await stored()).toMatchObject({
    name: 'CRM sync',
    redirectUris: app.redirectUris,
    scopes: ['read', 'endpoint:read'],
  })

  // the same field, changed by somebody else meanwhile
  await beginTyping(page, 'Name', 'Mine')
  await updateOauthApp(team.ctx('owner'), { id: app.id, patch: { name: 'Theirs' }, version: null })
  await page.keyboard.press('Enter')
  await expect(field(page, 'Name')).toContainText('Theirs')
  await page.getByRole('button', { name: 'Take theirs' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Theirs' })).toBeVisible()
})

test('apps are for who manages them; a developer gets neither tab nor page', async ({ as, team }) => {
  const { app } = await makeOauthApp(team.ctx('owner'), { name: 'CRM bridge' })
  const admin = await as('admin')
  await open(admin, `/${team.slug}/keys`)
  await admin
    .getByRole('navigation', { name: 'Keys and apps' })
    .getByRole('link', { name: 'OAuth apps' })
    .click()
  await expect(admin.getByRole('link', { name: 'CRM bridge' })).toBeVisible()
  const page = await as('developer')
  for (const path of [listOf(team), `${listOf(team)}/${app.id}`]) {
    await open(page, path)
    await expect(page.getByRole('heading', { name: 'Your role does not include this' })).toBeVisible()
    expect(await page.content()).not.toContain(app.clientId)
  }
  const answer = await admin.goto(`${listOf(team)}/${crypto.randomUUID()}`)
  expect(answer?.status()).toBe(404)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('There is no such app')
})

test('an endpoint of a dialect that knows apps is made for one, and its page says for which', async ({
  as,
  team,
}) => {
  await makeOauthApp(team.ctx('owner'), { name: 'CRM bridge' })
  const page = await as('developer')
  await open(page, `${team.path}/new`)
  await page.getByRole('radio', { name: /^Standard/ }).check()
  await expect(page.getByRole('textbox', { name: 'Destination URL' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: /OAuth app/ })).toHaveCount(0)
  await page.getByRole('radio', { name: /^Vendaze/ }).check()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('CRM mirror')
  await page.getByRole('textbox', { name: 'Destination URL' }).fill('https://crm.example/hooks')
  await page.getByRole('checkbox', { name: 'All deal events' }).check()
  await page.getByRole('combobox', { name: /OAuth app/ }).selectOption('CRM bridge')
  await page.getByRole('button', { name: 'Create endpoint' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM mirror' })).toBeVisible()
  const facts = page.getByRole('region', { name: 'Facts' })
  await expect(facts).toContainText('OAuth appCRM bridge')
  // a developer cannot open the app
  await expect(facts.getByRole('link', { name: 'CRM bridge' })).toHaveCount(0)
})
