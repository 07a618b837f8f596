import type { Page } from '@playwright/test'
import { profiles } from '#lib/dialects/profile.ts'
import { visit } from './kit/alive.ts'
import { expectSound } from './kit/axe.ts'
import { dialog, leave, menu } from './kit/looks.ts'
import { expect, test } from './kit/own-team.ts'
import { beginTyping, editButton, eventBox, field, open, toast } from './kit/pages.ts'

// the files' own order is one long test; these do not need each other
test.describe.configure({ mode: 'parallel', timeout: 120_000 })

/** The demo's endpoint of that name. */
async function openDemo(page: Page, name: string): Promise<void> {
  await open(page, `/demo/endpoints?search=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test('the list of endpoints', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, '/demo/endpoints')
  await expectSound(page, [
    { name: 'endpoints' },
    menu('State'),
    menu('Dialect', 'dialog'),
    {
      ...menu('Event', 'dialog'),
      open: async () => {
        await page.getByRole('button', { name: 'Event', exact: true }).click()
        await expect(page.getByRole('option', { name: 'customer.created' })).toBeVisible()
      },
    },
    menu(/^Sort: /),
  ])
  await open(page, '/demo/endpoints?search=nothing-has-this&state=paused')
  await expectSound(page, [{ name: 'no match' }])
  await open(page, team.path)
  await expectSound(page, [{ name: 'first use' }])
  const viewer = await as('viewer')
  await open(viewer, '/demo/endpoints')
  await expectSound(viewer, [{ name: 'endpoints, as a viewer' }])
})

for (const name of ['Billing sync', 'Agent triggers', 'Community feed', 'Accounting bridge', 'CRM mirror']) {
  test(`the page of an endpoint: ${name}`, async ({ as }) => {
    const page = await as('owner')
    await openDemo(page, name)
    await expectSound(page, [{ name }, dialog('Rotate…'), dialog('Delete…', 'alertdialog')])
    if (name === 'Billing sync') {
      const viewer = await as('viewer')
      await openDemo(viewer, name)
      await expectSound(viewer, [{ name: `${name}, as a viewer` }])
    }
  })
}

test('an endpoint, being edited', async ({ as, team }) => {
  const made = await team.endpoint('standard', { headers: { 'X-Team': 'a', 'X-Api-Key': 'hidden-value' } })
  const page = await as('owner')
  await open(page, made.path)
  await beginTyping(page, 'Destination URL', 'no address')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Destination URL').getByRole('alert')).toBeVisible()
  await editButton(page, 'Name').click()
  await editButton(page, 'Description').click()
  await page.getByRole('button', { name: 'Edit X-Team' }).click()
  await page.getByRole('button', { name: 'Add key' }).click()
  await page.getByRole('checkbox', { name: 'All deal events' }).check()
  await eventBox(page, 'invoice.created').uncheck()
  await page.getByRole('button', { name: 'Show code for verifying' }).click()
  await expect(page.getByRole('tab', { name: 'Python' })).toBeVisible()
  await expectSound(page, [{ name: 'editing' }, dialog('Remove X-Api-Key', 'alertdialog')])
})

test('payload versions with their samples', async ({ as, team }) => {
  const made = await team.endpoint('composio', {}, { by: 'admin' })
  const page = await as('owner')
  await open(page, made.path)
  await page.getByRole('button', { name: 'Show sample' }).click()
  await expect(page.getByRole('region', { name: /^Sample of / })).toBeVisible()
  await expectSound(page, [
    { name: 'sample' },
    {
      name: 'choosing a version',
      open: () => editButton(page, 'Payload version').click(),
      shut: leave,
    },
  ])
})

test('signing: what turning it off does, and a secret that is shown once', async ({ as, team }) => {
  const made = await team.endpoint('vendaze', { signing: true })
  const page = await as('owner')
  await open(page, made.path)
  await expectSound(page, [
    {
      ...dialog('Signing', 'alertdialog'),
      open: () => page.getByRole('switch', { name: 'Signing' }).click(),
    },
  ])
  await page.getByRole('button', { name: 'Reveal' }).click()
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible()
  await page.getByRole('button', { name: 'Rotate…' }).click()
  await page.getByRole('button', { name: 'Rotate secret' }).click()
  await expect(page.getByRole('alertdialog', { name: 'New signing secret' })).toBeVisible()
  await expectSound(page, [{ name: 'secret, once' }])
})

test('two edits of one field, side by side', async ({ as, team }) => {
  const made = await team.endpoint('standard')
  const page = await as('owner')
  await open(page, made.path)
  await beginTyping(page, 'Description', 'Mine')
  const other = await as('developer')
  await open(other, made.path)
  await beginTyping(other, 'Description', 'Theirs')
  await other.keyboard.press('Enter')
  await expect(toast(other, 'Description saved')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take theirs' })).toBeVisible()
  await expectSound(page, [{ name: 'conflict' }])
})

test('a new endpoint, in each dialect', async ({ as, team }) => {
  const page = await as('owner')
  await open(page, `${team.path}/new`)
  await expectSound(page, [
    { name: 'no dialect yet' },
    ...profiles.map(({ label }) => ({
      name: `new, ${label}`,
      open: async () => {
        await page.getByRole('radio', { name: new RegExp(`^${label}`) }).check()
        await expect(page.getByRole('textbox', { name: 'Destination URL' })).toBeVisible()
      },
    })),
    {
      name: 'refused',
      open: async () => {
        await page.getByRole('radio', { name: /^Standard/ }).check()
        await page.getByRole('button', { name: 'Add header' }).click()
        await page.getByRole('button', { name: 'Create endpoint' }).click()
        const name = page.getByRole('textbox', { name: 'Name', exact: true })
        await expect(name).toHaveAccessibleDescription(/empty|Enter/)
      },
    },
  ])
  const viewer = await as('viewer')
  await visit(viewer, `${team.path}/new`)
  await expectSound(viewer, [{ name: 'not for viewers' }])
})
