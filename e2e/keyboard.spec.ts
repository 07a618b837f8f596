import type { Locator, Page } from '@playwright/test'
import { visit } from './kit/alive.ts'
import { expect, test } from './kit/own-team.ts'
import { editButton, eventBox, field, open, row, toast } from './kit/pages.ts'
import { makeAccount } from './kit/people.ts'

/** Goes on with Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator, key = 'Tab'): Promise<void> {
  const MOST = 120
  for (let at = 0; at < MOST; at++) {
    await page.keyboard.press(key)
    if (await control.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('The Tab key does not lead there.')
}

/** Goes all the way round in a dialog: the focus never gets out of it. */
async function expectTrap(page: Page, dialog: Locator): Promise<void> {
  const MOST = 15
  for (let at = 0; at < MOST; at++) {
    await page.keyboard.press(at % 2 ? 'Shift+Tab' : 'Tab')
    await page.keyboard.press('Tab')
    // between the last control and the first the browser's own window has a turn
    const inside = await dialog.evaluate(
      (element) => document.activeElement === document.body || element.contains(document.activeElement),
    )
    expect(inside).toBe(true)
  }
}

test('signing in', async ({ team, visitor }) => {
  const account = await makeAccount('Kay', { team: { id: team.ctx('owner').teamId }, role: 'viewer' })
  const page = await visitor()
  await visit(page, '/sign-in')
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused()
  await page.keyboard.type(account.email)
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(account.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${team.path}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Endpoints' })).toBeVisible()
})

test('the skip link leads past the frame', async ({ as, team }) => {
  const made = await team.endpoint('standard')
  const page = await as('viewer')
  await open(page, team.path)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(skip).not.toBeInViewport()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await tabTo(page, page.getByRole('link', { name: made.name, exact: true }))
})

test('the list: j, k and Enter; / for the search; c for a new one', async ({ as, team }) => {
  const older = await team.endpoint('standard', { name: 'Older' })
  const newer = await team.endpoint('standard', { name: 'Newer' })
  const page = await as('developer')
  await open(page, team.path)
  await page.keyboard.press('j')
  await expect(row(page, newer.name)).toBeFocused()
  await page.keyboard.press('j')
  await expect(row(page, older.name)).toBeFocused()
  await page.keyboard.press('j')
  await expect(row(page, older.name)).toBeFocused()
  await page.keyboard.press('k')
  await expect(row(page, newer.name)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${older.path}`)

  await page.goBack()
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox')
  await expect(search).toBeFocused()
  // letters are text there
  await page.keyboard.type('jck')
  await expect(search).toHaveValue('jck')
  await expect(page.getByRole('heading', { name: 'No endpoint matches' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('')
  await expect(row(page, newer.name)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search).not.toBeFocused()
  await page.keyboard.press('c')
  await page.waitForURL('**/endpoints/new')
  await expect(page.getByRole('heading', { level: 1, name: 'New endpoint' })).toBeVisible()
})

test('single-key shortcuts can be turned off', async ({ as, team }) => {
  const made = await team.endpoint('standard')
  const page = await as('developer')
  await open(page, team.path)
  await page.getByRole('button', { name: 'Theme and keyboard' }).press('Enter')
  const choice = page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' })
  await page.keyboard.press('ArrowUp')
  await expect(choice).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(choice).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Theme and keyboard' })).toBeFocused()
  await page.keyboard.press('j')
  await expect(row(page, made.name)).not.toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search or jump to' })).toBeVisible()
})

test('a field: Enter opens and saves it, Escape restores it, and the focus comes back', async ({
  as,
  team,
}) => {
  const made = await team.endpoint('standard', { description: 'Before' })
  const page = await as('developer')
  await open(page, made.path)
  const edit = editButton(page, 'Description')
  const box = field(page, 'Description').getByRole('textbox')

  await tabTo(page, edit)
  await page.keyboard.press('Enter')
  await expect(box).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Never saved')
  await page.keyboard.press('Escape')
  await expect(edit).toBeFocused()
  await expect(field(page, 'Description')).toContainText('Before')

  await page.keyboard.press('Enter')
  await expect(box).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('After')
  await page.keyboard.press('Enter')
  await expect(toast(page, 'Description saved')).toBeVisible()
  await expect(edit).toBeFocused()
  await expect(field(page, 'Description')).toContainText('After')
  expect((await team.read(made.id)).description).toBe('After')

  await tabTo(page, page.getByRole('switch', { name: 'Active' }), 'Shift+Tab')
  await page.keyboard.press('Space')
  await expect(toast(page, 'Endpoint is paused')).toBeVisible()
})

test('the checklist is one stop, walked by arrows and marked by Space', async ({ as, team }) => {
  const made = await team.endpoint('standard', { events: ['invoice.created'] })
  const page = await as('developer')
  await open(page, made.path)
  const group = page.getByRole('checkbox', { name: 'All invoice events' })
  await tabTo(page, page.getByRole('checkbox', { name: 'All deal events' }))
  await page.keyboard.press('ArrowDown')
  await expect(group).toBeFocused()
  await expect(group).toBeChecked({ indeterminate: true })
  await page.keyboard.press('ArrowDown')
  await expect(eventBox(page, 'invoice.created')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(eventBox(page, 'invoice.paid')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(group).toBeChecked()
  await expect(field(page, 'Events').getByText('+1', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(eventBox(page, 'invoice.paid')).not.toBeChecked()

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await expect(eventBox(page, 'invoice.paid')).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(eventBox(page, 'invoice.paid')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(eventBox(page, 'invoice.paid')).toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(toast(page, 'Events saved')).toBeVisible()
  expect((await team.read(made.id)).events.map(({ type }) => type)).toEqual([
    'invoice.created',
    'invoice.paid',
  ])
})

test('dialogs keep the focus, close by Escape, and give it back', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('admin')
  await open(page, made.path)
  const rotate = page.getByRole('button', { name: 'Rotate…' })
  await tabTo(page, rotate)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Rotate signing secret' })
  await expect(dialog.getByRole('radio', { name: 'For 24 hours' })).toBeChecked()
  await expectTrap(page, dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(rotate).toBeFocused()

  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: 'Rotate secret' }))
  await page.keyboard.press('Enter')
  const once = page.getByRole('alertdialog', { name: 'New signing secret' })
  await expect(once).toBeVisible()
  // Escape would lose the secret
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(once).toBeVisible()
  await expectTrap(page, once)
  await tabTo(page, once.getByRole('button', { name: 'I have stored it' }))
  await page.keyboard.press('Enter')
  await expect(once).toHaveCount(0)
  await expect(rotate).toBeFocused()

  await tabTo(page, page.getByRole('button', { name: 'Delete…' }))
  await page.keyboard.press('Enter')
  const confirm = page.getByRole('alertdialog', { name: 'Delete this endpoint?' })
  await expect(confirm.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Billing')
  await page.keyboard.press('Enter')
  await expect(confirm.getByRole('alert')).toHaveText('This is not the name yet.')
  await page.keyboard.type(' sync')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${team.path}`)
  await expect(toast(page, 'Billing sync deleted')).toBeVisible()
})

test('menus: arrows, letters, Enter and Escape', async ({ as, team }) => {
  await team.endpoint('standard', { name: 'Alder', active: false })
  await team.endpoint('standard', { name: 'Beech' })
  const page = await as('viewer')
  await open(page, team.path)
  const state = page.getByRole('button', { name: 'State' })
  await tabTo(page, state)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitemradio', { name: 'Active' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(state).toHaveAttribute('aria-expanded', 'false')
  await expect(state).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: 'Active' })).toBeFocused()
  await page.keyboard.press('p')
  await expect(page.getByRole('menuitemradio', { name: 'Paused' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'State: Paused' })).toBeFocused()
  await expect(row(page, 'Beech')).toHaveCount(0)

  await tabTo(page, page.getByRole('button', { name: 'Dialect' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Standard Webhooks' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'Composio' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Dialect: Composio' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'No endpoint matches' })).toBeVisible()
})

test('the palette finds endpoints and pages, and goes there', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync', url: 'https://unlike.example/in' })
  const page = await as('viewer')
  await open(page, team.path)
  const search = page.getByRole('button', { name: 'Search or jump to' })
  await tabTo(page, search)
  await page.keyboard.press('Enter')
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(search).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('unlike.example')
  await expect(palette.getByRole('option', { name: /^Billing sync/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${made.path}`)
  await expect(palette).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('go to nowhere')
  await expect(palette.getByText('Nothing matches.')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('audit')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/${team.slug}/audit`)
})
