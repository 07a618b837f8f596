import { groupsNamedTwice } from '#e2e/kit/controls.ts'
import { expect, test } from '#e2e/kit/own-team.ts'
import { editButton, field, open } from '#e2e/kit/pages.ts'

test('no group of a new endpoint has its name said twice', async ({ as, team }) => {
  const page = await as('developer')
  await open(page, `${team.path}/new`)
  await expect(field(page, 'Dialect')).toHaveAccessibleDescription(/^How the receiver is spoken to/)
  for (const dialect of ['Standard Webhooks', 'Composio', 'SelfCommunity', 'Storno', 'Vendaze']) {
    await page.getByRole('radio', { name: new RegExp(`^${dialect}`) }).check()
    await expect(page.getByRole('button', { name: 'Create endpoint' })).toBeVisible()
    expect(await groupsNamedTwice(page.getByRole('main')), dialect).toEqual([])
  }
})

test('nor the payload version, while it is chosen', async ({ as, team }) => {
  const { path } = await team.endpoint('composio')
  const page = await as('developer')
  await open(page, path)
  await editButton(page, 'Payload version').click()
  const group = field(page, 'Payload version')
  await expect(group.getByRole('radio', { checked: true })).toBeFocused()
  await expect(group).toHaveAccessibleDescription(/Only this field is sent\.$/)
  expect(await groupsNamedTwice(page.getByRole('main'))).toEqual([])
})
