import type { Page } from '@playwright/test'
import { expectSound } from '#e2e/kit/axe.ts'
import { expect, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { eventBox, field, open, toast } from '#e2e/kit/pages.ts'
import { drawer, overlay } from '#e2e/kit/wire.ts'
import { openInbox } from '#lib/domain/inspector/open-inbox.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const inspectorOf = (team: OwnTeam) => `/${team.slug}/inspector`
const requests = (page: Page) =>
  page
    .getByRole('table', { name: 'Requests' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })

/** An inbox, and its address. */
async function inboxOf(team: OwnTeam, origin: string, name = 'Inbox'): Promise<string> {
  const { path } = await openInbox(team.ctx('owner'), { name })
  return origin + path
}

/** What any program posts, behind the browsers' backs. */
const post = (url: string, request: RequestInit = {}) =>
  fetch(url, { method: 'POST', body: '{"a":1}', ...request })

test('a new endpoint is tried without any other server: made, tested, and its signature verifies', async ({
  as,
  team,
}) => {
  const page = await as('developer')
  await open(page, inspectorOf(team))
  await page.getByRole('button', { name: 'Open an inbox' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting for the first request…' })).toBeVisible()
  const url = await page.getByRole('group', { name: 'URL' }).locator('code').innerText()
  expect(url).toMatch(/\/inspect\/[0-9a-f]{32}$/)
  const watcher = await as('viewer')
  await open(watcher, inspectorOf(team))

  await page.getByRole('link', { name: 'Create an endpoint that points here' }).click()
  await expect(page.getByRole('textbox', { name: 'Destination URL' })).toHaveValue(url)
  await expect(page.getByRole('radio', { name: /^SelfCommunity/ })).toBeChecked()
  await page.getByRole('textbox', { name: 'Name' }).fill('Trial')
  await field(page, 'Events').getByRole('searchbox').fill('post.created')
  await eventBox(page, 'post.created').check()
  await page.getByRole('button', { name: 'Create endpoint' }).click()
  const once = page.getByRole('alertdialog', { name: 'New signing secret' })
  registerSecret('endpoint-secret', await once.locator('code').first().innerText())
  await once.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Trial' })).toBeVisible()

  await page.getByRole('button', { name: 'Send test' }).click()
  await drawer(page).getByRole('button', { name: 'Send test' }).click()
  await expect(drawer(page)).toContainText('Answered 200')

  // who looked on sees it come in
  await expect(requests(watcher)).toHaveCount(1)
  await expect(requests(watcher)).toContainText('Signature verifies')
  await expect(requests(watcher)).toContainText('Trial')
  await requests(watcher).getByRole('button').click()
  await expect(drawer(watcher)).toContainText('Made with the current key of Trial.')
  await expect(drawer(watcher).getByRole('region', { name: 'Headers' })).toContainText(
    'selfcommunity-signature',
  )
  await expect(drawer(watcher).getByRole('region', { name: 'Body' })).toContainText('"type": "post.created"')
})

test('whatever comes is shown as it comes, without credentials, and says why it does not verify', async ({
  as,
  team,
  app,
}) => {
  const url = await inboxOf(team, app.url)
  const page = await as('viewer')
  await open(page, inspectorOf(team))
  await post(`${url}/orders?state=open`, { headers: { authorization: 'Bearer abc', 'x-team': 'billing' } })
  await expect(requests(page)).toHaveCount(1)
  await expect(requests(page)).toContainText('Not checked')
  await requests(page).getByRole('button', { name: 'POST /orders?state=open' }).click()
  await expect(drawer(page)).toContainText('No endpoint of this team leads to this inbox')
  await expect(drawer(page).getByRole('region', { name: 'Headers' })).toContainText('billing')
  await expect(drawer(page)).not.toContainText('Bearer abc')
  await page.keyboard.press('Escape')

  await team.endpoint('selfcommunity', { name: 'Trial', url })
  await post(url)
  await expect(requests(page).first()).toContainText('Unsigned')
  const t = Math.floor(Date.now() / 1000)
  await post(url, { headers: { 'SelfCommunity-Signature': `t=${t},v1=${'0'.repeat(64)}` } })
  await expect(requests(page).first()).toContainText('Does not verify')
  await requests(page).first().getByRole('button').click()
  await expect(drawer(page)).toContainText('No key of Trial makes this signature for this body.')
})

test('answers what it is told to, also taken back; clearing and closing ask first', async ({
  as,
  team,
  app,
}) => {
  const url = await inboxOf(team, app.url)
  const page = await as('support')
  await open(page, inspectorOf(team))
  await page.getByRole('combobox', { name: 'Status' }).selectOption('429')
  await expect(toast(page, 'Inbox answers 429 at once')).toBeVisible()
  const refused = await post(url)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
  await toast(page, 'Inbox answers 429').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('200')
  await expect.poll(async () => (await post(url)).status).toBe(200)

  await page.getByRole('button', { name: 'Clear…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting for the first request…' })).toBeVisible()

  await page.getByRole('button', { name: 'New inbox…' }).click()
  await drawer(page).getByRole('textbox', { name: 'Name' }).fill('Inbox')
  await drawer(page).getByRole('button', { name: 'Open inbox' }).click()
  await expect(drawer(page)).toContainText('There is an inbox named Inbox already.')
  await drawer(page).getByRole('textbox', { name: 'Name' }).fill('Second')
  await drawer(page).getByRole('button', { name: 'Open inbox' }).click()
  const tabs = page.getByRole('navigation', { name: 'Inboxes' })
  await expect(tabs.getByRole('link', { name: 'Second' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('group', { name: 'URL' }).locator('code')).not.toHaveText(url)
  await tabs.getByRole('link', { name: 'Inbox' }).click()
  await expect(page.getByRole('group', { name: 'URL' }).locator('code')).toHaveText(url)
  await page.getByRole('button', { name: 'Close inbox…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close inbox' }).click()
  await expect(toast(page, 'Inbox closed')).toBeVisible()
  await expect(page.getByRole('group', { name: 'URL' }).locator('code')).not.toHaveText(url)
  expect((await post(url)).status).toBe(404)
})

test('a viewer looks, and is told why no more', async ({ as, team, app }) => {
  const page = await as('viewer')
  await open(page, inspectorOf(team))
  await expect(page.getByText('Opening one needs the role support or above.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open an inbox' })).toHaveCount(0)
  // what somebody else opens shows up by itself
  const helper = await as('support')
  await open(helper, inspectorOf(team))
  await helper.getByRole('button', { name: 'Open an inbox' }).click()
  await expect(page.getByText('Choosing another needs the role support or above.')).toBeVisible()
  const url = await page.getByRole('group', { name: 'URL' }).locator('code').innerText()
  expect(url.startsWith(app.url)).toBe(true)
  await expect(page.getByRole('combobox')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Create an endpoint that points here' })).toHaveCount(0)
})

test('can be read and used by everybody', async ({ as, team, app }) => {
  test.setTimeout(150_000)
  const page = await as('owner')
  await open(page, inspectorOf(team))
  await expectSound(page, [{ name: 'no inbox' }])
  const url = await inboxOf(team, app.url)
  await team.endpoint('selfcommunity', { name: 'Trial', url })
  await open(page, inspectorOf(team))
  await expectSound(page, [{ name: 'no request' }])
  await post(url)
  await post(`${url}/orders`, { method: 'PUT', headers: { 'SelfCommunity-Signature': 'v9=0' } })
  await expect(requests(page)).toHaveCount(2)
  await expectSound(page, [
    { name: 'requests' },
    overlay(page, 'a request', () => requests(page).first().getByRole('button').click()),
    overlay(page, 'a new inbox', () => page.getByRole('button', { name: 'New inbox…' }).click()),
  ])
})
