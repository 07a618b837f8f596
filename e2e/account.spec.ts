import type { Page } from '@playwright/test'
import { visit } from './kit/alive.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { beginTyping, editButton, field, open, toast } from './kit/pages.ts'
import { type Account, enter, makeAccount, newPassword } from './kit/people.ts'

const place = (team: OwnTeam) => ({ team: { id: team.ctx('owner').teamId }, role: 'developer' }) as const

async function signInAs(page: Page, { email, password }: Pick<Account, 'email' | 'password'>): Promise<void> {
  await visit(page, '/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('the name is edited where it stands, and shows everywhere', async ({ app, team, visitor }) => {
  const account = await makeAccount('Nora', place(team))
  const page = await visitor()
  await enter(page, app, account)
  await visit(page, '/account')
  await expect(field(page, 'Email')).toContainText(account.email)
  await expect(field(page, 'Email').getByRole('button')).toHaveCount(0)

  await beginTyping(page, 'Name', '   ')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Name').getByRole('alert')).toHaveText('Your name must not be empty.')
  await page.keyboard.press('Escape')
  await expect(field(page, 'Name')).toContainText('Nora')

  await beginTyping(page, 'Name', ' Nora Nilsson ')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Name')).toContainText('Nora Nilsson')
  await expect(editButton(page, 'Name')).toBeFocused()
  await expect(page.getByRole('button', { name: 'Account of Nora Nilsson' })).toBeVisible()
  await open(page, `/${team.slug}/team`)
  await expect(page.getByRole('row', { name: /Nora Nilsson/ })).toContainText('you')
})

test('a new password ends all other sessions, and is the only one that counts', async ({
  app,
  team,
  visitor,
}) => {
  const account = await makeAccount('Pia', place(team))
  const [page, elsewhere] = [await visitor(), await visitor()]
  await enter(page, app, account)
  await enter(elsewhere, app, account)
  const made = await team.endpoint('standard')
  await open(elsewhere, made.path)
  const typed = await beginTyping(elsewhere, 'Description', 'Half a sentence')
  await visit(page, '/account')
  await page.getByRole('button', { name: 'Change…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change password' })
  const current = dialog.getByLabel('Current password', { exact: true })
  const next = dialog.getByLabel('New password', { exact: true })
  const submit = dialog.getByRole('button', { name: 'Change password' })
  await expect(current).toBeFocused()

  await current.fill(newPassword())
  await next.fill('short')
  await submit.click()
  await expect(next).toHaveAccessibleDescription(/Use at least 12 characters\./)
  const password = newPassword()
  await next.fill(password)
  await submit.click()
  await expect(current).toHaveAccessibleDescription('This is not your current password.')
  await current.fill(account.password)
  await submit.click()
  await expect(toast(page, 'Password changed')).toBeVisible()
  await expect(dialog).toHaveCount(0)

  // this session goes on
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
  // the other one hears of it, and loses nothing that was typed
  const ended = elsewhere.getByRole('alertdialog', { name: 'Your session has ended' })
  await expect(ended).toBeVisible()
  await ended.getByRole('button', { name: 'Stay here' }).click()
  await expect(typed).toHaveValue('Half a sentence')
  // each call that is refused says it again, also those that the page makes by itself
  await expect(async () => {
    if (!(await ended.isVisible())) await typed.press('Enter')
    await expect(ended).toBeVisible({ timeout: 2_000 })
  }).toPass()
  expect((await team.read(made.id)).description).toBe(null)
  await ended.getByRole('link', { name: 'Sign in again' }).click()
  await elsewhere.waitForURL(`**/sign-in?callbackUrl=${encodeURIComponent(made.path)}`)

  await signInAs(elsewhere, account)
  await expect(elsewhere.getByRole('alert').first()).toHaveText('The email or the password is not right.')
  await signInAs(elsewhere, { ...account, password })
  await elsewhere.waitForURL(`**${team.path}`)
})

test('signing out everywhere ends this session, too', async ({ app, team, visitor }) => {
  const account = await makeAccount('Eva', place(team))
  const [page, elsewhere] = [await visitor(), await visitor()]
  await enter(page, app, account)
  await enter(elsewhere, app, account)
  await open(elsewhere, team.path)
  await visit(page, '/account')
  await page.getByRole('button', { name: 'Sign out everywhere…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign out everywhere?' })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Sign out everywhere…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  for (const each of [page, elsewhere]) {
    await each.goto(team.path)
    await each.waitForURL('**/sign-in?callbackUrl=**')
  }
})

test('a theme is kept, and no page starts in the wrong one', async ({ app, visitor, team }) => {
  const account = await makeAccount('Theo', place(team))
  const page = await visitor({ colorScheme: 'light' })
  await enter(page, app, account)
  await visit(page, '/account')
  const ground = (of: Page) => of.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await ground(page)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(() => ground(page)).not.toBe(light)
  const dark = await ground(page)

  // another page of the same browser, before any script could have run
  const [theme] = (await page.context().cookies()).filter(({ name }) => name === 'theme')
  expect(theme).toMatchObject({ value: 'dark', sameSite: 'Lax' })
  const plain = await visitor({ javaScriptEnabled: false, colorScheme: 'light' })
  await plain.context().addCookies(theme ? [theme] : [])
  await plain.goto('/sign-in')
  const html = await (await page.request.get(team.path)).text()
  expect(html).toMatch(/<html[^>]*data-theme="dark"/)
  await expect(plain.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await ground(plain)).toBe(dark)

  // the menu of the top bar is the same choice; «system» follows the device
  await open(page, team.path)
  await page.getByRole('button', { name: 'Theme and keyboard' }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('menuitemradio', { name: 'System' }).click()
  await expect.poll(() => ground(page)).toBe(light)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => ground(page)).toBe(dark)
})
