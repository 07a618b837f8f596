import type { Page } from '@playwright/test'
import { callBy, watchCalls } from '#e2e/kit/action-calls.ts'
import { expect, nameOf, test } from '#e2e/kit/own-team.ts'
import { editButton, eventBox, field, open, toast } from '#e2e/kit/pages.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'

const label = 'Payload version'
const version = (page: Page) => field(page, label)
const sample = (page: Page, type: string, as: string) =>
  version(page).getByRole('region', { name: `Sample of ${type} as ${as}` })
const message = 'composio.trigger.message'
const expired = 'composio.connected_account.expired'
const refusal = (as: string) => `${expired} can only be sent as payload version V3, and not as ${as}.`

test('each version is shown with a sample of the endpoint’s own event', async ({ as, team }) => {
  const endpoint = await team.endpoint('composio')
  const page = await as('viewer')
  await open(page, endpoint.path)
  await version(page).getByRole('button', { name: 'Show sample' }).click()
  await expect(sample(page, message, 'V3')).toContainText(`"type": "${message}"`)
  await version(page).getByRole('button', { name: 'Hide sample' }).click()
  await expect(sample(page, message, 'V3')).toHaveCount(0)

  const editor = await as('developer')
  await open(editor, endpoint.path)
  await editButton(editor, label).click()
  await expect(sample(editor, message, 'V3')).toContainText('"trigger_slug"')
  await version(editor).getByRole('radio', { name: 'V2' }).check()
  await expect(sample(editor, message, 'V2')).toContainText('"trigger_nano_id"')
  await version(editor).getByRole('radio', { name: 'V1' }).check()
  await expect(sample(editor, message, 'V1')).toContainText('"trigger_name"')
  const { input } = await callBy(editor, 'updateEndpointAction', () =>
    version(editor).getByRole('button', { name: 'Save' }).click(),
  )
  expect(input).toEqual({ team: team.slug, id: endpoint.id, version: 1, patch: { payloadVersion: 'V1' } })
  await expect(toast(editor, 'Payload version is V1')).toBeVisible()
})

test('a version that cannot carry a chosen event is refused, in words', async ({ as, team }) => {
  const endpoint = await team.endpoint('composio', { events: [message, expired] })
  const page = await as('developer')
  await open(page, endpoint.path)
  const calls = watchCalls(page, 'updateEndpointAction')
  await editButton(page, label).click()
  for (const choice of ['V2', 'V1']) {
    await version(page).getByRole('radio', { name: choice }).check()
    await expect(version(page).getByRole('alert')).toHaveText(refusal(choice))
  }
  await version(page).getByRole('combobox', { name: 'Event of the sample' }).selectOption(expired)
  await expect(version(page)).toContainText(`${expired} cannot be sent as payload version V1.`)
  await version(page).getByRole('button', { name: 'Save' }).click()
  await expect(version(page).getByRole('alert')).toHaveText(refusal('V1'))
  await version(page).getByRole('radio', { name: 'V3' }).check()
  await expect(version(page).getByRole('alert')).toHaveCount(0)
  expect(calls).toEqual([])
  expect((await team.read(endpoint.id)).version).toBe(1)
})

test('an event that the version cannot carry is refused, in words', async ({ as, team }) => {
  const endpoint = await team.endpoint('composio', { payloadVersion: 'V2' })
  const page = await as('developer')
  await open(page, endpoint.path)
  const calls = watchCalls(page, 'updateEndpointAction')
  await eventBox(page, expired).check()
  await field(page, 'Events').getByRole('button', { name: 'Save events' }).click()
  await expect(field(page, 'Events').getByRole('alert')).toHaveText(refusal('V2'))
  expect(calls).toEqual([])
})

test('the two are judged together, also when they are changed at the same time', async ({ as, team }) => {
  const endpoint = await team.endpoint('composio')
  const page = await as('developer')
  await open(page, endpoint.path)
  await editButton(page, label).click()
  await version(page).getByRole('radio', { name: 'V2' }).check()
  await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { events: [message, expired] } })
  await version(page).getByRole('button', { name: 'Save' }).click()
  await expect(version(page).getByRole('alert')).toHaveText(
    `${nameOf.admin} changed Events meanwhile. Look at it, then save again.`,
  )
  // the page has looked meanwhile, and now refuses by itself
  await expect(eventBox(page, expired)).toBeChecked()
  await version(page).getByRole('button', { name: 'Save' }).click()
  await expect(version(page).getByRole('alert')).toHaveText(refusal('V2'))
  expect(await team.read(endpoint.id)).toMatchObject({ version: 2, payloadVersion: 'V3' })
})
