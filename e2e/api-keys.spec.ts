import type { Page } from '@playwright/test'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { watchCalls } from './kit/action-calls.ts'
import { holding, placesOf } from './kit/answers.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { open, toast } from './kit/pages.ts'

const listOf = (team: OwnTeam) => `/${team.slug}/keys`
const keyRow = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
const form = (page: Page) => page.getByRole('dialog', { name: 'New API key' })

/** What Patchbay's own API says to the holder of a key. */
async function statusFor(page: Page, key: string): Promise<number> {
  const answer = await page.request.get('/api/patchbay/v1/endpoints', { headers: { 'x-api-key': key } })
  return answer.status()
}

/** Sends the form, and answers what is shown once. */
async function create(page: Page, title: string, shape: RegExp): Promise<string> {
  await form(page).getByRole('button', { name: 'Create key' }).click()
  const once = page.getByRole('alertdialog', { name: title })
  const secret = await once.getByText(shape).innerText()
  return registerSecret('api-key', secret)
}

const stored = (page: Page) =>
  page.getByRole('alertdialog').getByRole('button', { name: 'I have stored it' }).click()

test('a key is shown once, opens the API, and is refused from the moment it is revoked', async ({
  as,
  team,
  answers,
}) => {
  const page = await as('admin')
  await open(page, listOf(team))
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(form(page).getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('Nightly sync')
  await expect(form(page).getByRole('radio', { name: /^Project key/ })).toBeChecked()
  await form(page).getByRole('button', { name: 'Reading only' }).click()
  await form(page).getByRole('combobox', { name: 'Expires' }).selectOption('30')
  const key = await create(page, 'New project key', /^ak_\w{44}$/)
  expect(await statusFor(page, key)).toBe(200)

  // only its button closes it
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toContainText(key)
  await stored(page)
  await expect(page.getByRole('button', { name: /^New API key/ })).toBeFocused()
  await expect(keyRow(page, 'Nightly sync')).toContainText(key.slice(0, 'ak_'.length + 12))
  await expect(keyRow(page, 'Nightly sync')).toContainText('in 30 days')
  await page.reload()
  await expect(keyRow(page, 'Nightly sync')).toContainText('Active')
  expect(await placesOf(page, key)).toEqual([])
  expect(holding(answers, key)).toEqual(['createApiKeyAction'])

  const owner = await as('owner')
  await open(owner, listOf(team))
  await keyRow(page, 'Nightly sync').getByRole('button', { name: 'Revoke Nightly sync' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click()
  await expect(toast(page, 'Nightly sync was revoked')).toBeVisible()
  expect(await statusFor(page, key)).toBe(401)
  for (const each of [page, owner]) {
    await expect(keyRow(each, 'Nightly sync')).toContainText('Revoked')
    await expect(each.getByRole('button', { name: 'Revoke Nightly sync' })).toHaveCount(0)
  }
  await expect(keyRow(page, 'Nightly sync')).toBeFocused()

  await open(owner, `/${team.slug}/audit?kind=api_key`)
  await expect(owner.getByText('Amir Admin created the API key Nightly sync')).toBeVisible()
  await expect(owner.getByText('Amir Admin revoked the API key Nightly sync')).toBeVisible()
})

test('who does not manage keys makes their own, and sees no others', async ({ as, team }) => {
  const { key: others } = await makeApiKey(team.ctx('admin'), 'project_key', { name: 'Of the team' })
  const page = await as('viewer')
  await open(page, listOf(team))
  await expect(page.getByText('Managing the team’s keys needs the role admin or above.')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Keys and apps' })).toHaveCount(0)
  await page.getByRole('button', { name: /^New API key/ }).click()
  await expect(form(page).getByRole('radio', { name: /^(Project|Storno) key/ })).toHaveCount(0)
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Mine')
  await expect(form(page).getByRole('radio', { name: /^All that my role may do/ })).toBeChecked()
  const key = await create(page, 'New user key', /^uak_\w{44}$/)
  await stored(page)
  expect(await statusFor(page, key)).toBe(200)
  await expect(page.getByRole('row')).toHaveCount(2)
  expect(await page.content()).not.toContain(others.id)

  await open(page, `${listOf(team)}/apps`)
  await expect(page.getByRole('heading', { name: 'Your role does not include this' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^New OAuth app/ })).toHaveCount(0)
})

test('a form that is not whole says what is missing, and sends nothing', async ({ as, team }) => {
  const page = await as('admin')
  await open(page, listOf(team))
  await page.getByRole('button', { name: /^New API key/ }).click()
  const calls = watchCalls(page, 'createApiKeyAction')
  const dialog = form(page)
  await dialog.getByRole('button', { name: 'Create key' }).click()
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await expect(name).toHaveAccessibleDescription(/must not be empty/)
  await name.fill('Nightly sync')
  await dialog.getByRole('combobox', { name: 'Expires' }).selectOption('custom')
  await dialog.getByRole('textbox', { name: 'Last day' }).fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await expect(dialog.getByText('Choose a date that is still to come.')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Expires' }).selectOption('never')
  await dialog.getByRole('button', { name: 'Create key' }).click()
  await expect(dialog.getByText('Choose at least one scope.')).toBeInViewport()
  await expect(dialog.getByRole('checkbox').first()).toBeFocused()
  await expect(dialog.getByRole('checkbox').first()).toBeInViewport({ ratio: 1 })
  expect(calls).toEqual([])
  // a token always ends
  await dialog.getByRole('radio', { name: /^Personal token/ }).check()
  await expect(dialog.getByRole('combobox', { name: 'Expires' })).toHaveValue('365')
  await expect(dialog.getByRole('option', { name: 'Never' })).toHaveCount(0)
})

test('the list is searched and narrowed in its address; a key opens by the keyboard', async ({
  as,
  team,
}) => {
  await makeApiKey(team.ctx('admin'), 'project_key', { name: 'Nightly sync', scopes: ['endpoint:read'] })
  await makeApiKey(team.ctx('admin'), 'storno_key', { name: 'Ledger import' })
  await makeApiKey(team.ctx('viewer'), 'user_key', { name: 'Of Vera' })
  const page = await as('admin')
  await open(page, `${listOf(team)}?kind=storno_key`)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear filter Kind' }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
  await page.getByRole('searchbox').fill('vera')
  await expect(page).toHaveURL(/\?search=vera$/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('searchbox').fill('nightly')
  await expect(keyRow(page, 'Nightly sync')).toBeVisible()
  await page.getByRole('searchbox').press('Tab')
  await page.getByRole('button', { name: 'State' }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Nightly sync' })
  await expect(sheet).toContainText('see endpoints')
  await expect(sheet).toContainText('by Amir Admin')
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
})
