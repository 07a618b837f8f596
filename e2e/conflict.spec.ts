import type { Page } from '@playwright/test'
import { answerTo, callBy } from '#e2e/kit/action-calls.ts'
import { addKey, editKey, mapEntry, typeText } from '#e2e/kit/field-edits.ts'
import { expect, nameOf, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { beginTyping, editButton, eventBox, field, history, open, row, toast } from '#e2e/kit/pages.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { createEventType } from '#lib/domain/event-types/create.ts'
import { listEventTypes } from '#lib/domain/event-types/list.ts'
import { updateEventType } from '#lib/domain/event-types/update.ts'

const url = 'Destination URL'
const mine = 'https://mine.example/hooks'
const theirs = 'https://theirs.example/hooks'
const conflictIn = (page: Page, label: string) => field(page, label).getByRole('alert')
const keepMine = (page: Page) => page.getByRole('button', { name: 'Keep mine' })
const takeTheirs = (page: Page) => page.getByRole('button', { name: 'Take theirs' })

async function expectBothSides(page: Page, label: string, by: string): Promise<void> {
  const conflict = conflictIn(page, label)
  await expect(conflict).toContainText(`${by} changed this while you were editing.`)
  await expect(conflict.getByText(mine)).toBeVisible()
  await expect(conflict.getByText(theirs)).toBeVisible()
}

test.describe('two admins on the same field', () => {
  test('see both values; who keeps their own overrules', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const [page, other] = [await as('owner'), await as('admin')]
    await Promise.all([open(page, endpoint.path), open(other, endpoint.path)])
    const box = await beginTyping(page, url, mine)
    await typeText('url', theirs).deed(other)
    await expectBothSides(page, url, nameOf.admin)
    await expect(field(page, url).getByRole('button', { name: 'Save' })).toBeDisabled()
    await keepMine(page).click()
    await expect(conflictIn(page, url)).toHaveCount(0)
    await expect(box).toBeFocused()
    await expect(box).toHaveValue(mine)
    const { input } = await callBy(page, 'updateEndpointAction', () => box.press('Enter'))
    expect(input).toMatchObject({ version: 2, patch: { url: mine } })
    await expect(editButton(page, url)).toBeFocused()
    expect(await team.read(endpoint.id)).toMatchObject({ version: 3, url: mine })
    // the other sees it come, and from whom
    await expect(field(other, url)).toContainText(mine)
    await expect(field(other, url)).toContainText(`Changed by ${nameOf.owner}`)
  })

  test('see both values; who takes the other’s sends nothing', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const [page, other] = [await as('owner'), await as('admin')]
    await Promise.all([open(page, endpoint.path), open(other, endpoint.path)])
    await beginTyping(page, url, mine)
    await typeText('url', theirs).deed(other)
    await expectBothSides(page, url, nameOf.admin)
    await takeTheirs(page).click()
    await expect(field(page, url)).toContainText(theirs)
    await expect(editButton(page, url)).toBeFocused()
    expect(await team.read(endpoint.id)).toMatchObject({ version: 2, url: theirs })
  })

  test('are told on saving, too, when the news had not come yet: keep mine', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('owner')
    await open(page, endpoint.path)
    const box = await beginTyping(page, url, mine)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { url: theirs } })
    await box.press('Enter')
    await expectBothSides(page, url, nameOf.admin)
    expect((await team.read(endpoint.id)).url).toBe(theirs)
    const { input } = await callBy(page, 'updateEndpointAction', () => keepMine(page).click())
    expect(input).toMatchObject({ version: 2, patch: { url: mine } })
    await expect(editButton(page, url)).toBeFocused()
    expect(await team.read(endpoint.id)).toMatchObject({ version: 3, url: mine })
  })

  test('are told on saving, too, when the news had not come yet: take theirs', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('owner')
    await open(page, endpoint.path)
    const box = await beginTyping(page, url, mine)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { url: theirs } })
    await box.press('Enter')
    await expectBothSides(page, url, nameOf.admin)
    await takeTheirs(page).click()
    await expect(field(page, url)).toContainText(theirs)
    await expect(editButton(page, url)).toBeFocused()
    expect(await team.read(endpoint.id)).toMatchObject({ version: 2, url: theirs })
  })

  test('who keep theirs twice are told twice', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('owner')
    await open(page, endpoint.path)
    const box = await beginTyping(page, url, mine)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { url: 'https://first.example/' } })
    // the refusal makes the page look again: the second change comes only after that look
    const looked = answerTo(page, 'getEndpointAction')
    await box.press('Enter')
    await expect(conflictIn(page, url)).toContainText('https://first.example/')
    await looked
    await updateEndpoint(team.ctx('developer'), { id: endpoint.id, patch: { url: theirs } })
    await keepMine(page).click()
    await expectBothSides(page, url, nameOf.developer)
    await keepMine(page).click()
    await expect(editButton(page, url)).toBeFocused()
    expect(await team.read(endpoint.id)).toMatchObject({ version: 4, url: mine })
  })

  test('who chose the same value have no conflict', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('owner')
    await open(page, endpoint.path)
    const box = await beginTyping(page, url, mine)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { url: mine } })
    await box.press('Enter')
    await expect(editButton(page, url)).toBeFocused()
    await expect(conflictIn(page, url)).toHaveCount(0)
    expect(await team.read(endpoint.id)).toMatchObject({ version: 2, url: mine })
  })

  test('of events see what only each of them chose', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', { events: ['deal.won'] })
    const [page, other] = [await as('owner'), await as('admin')]
    await Promise.all([open(page, endpoint.path), open(other, endpoint.path)])
    await eventBox(page, 'deal.lost').check()
    await eventBox(other, 'deal.created').check()
    await field(other, 'Events').getByRole('button', { name: 'Save events' }).click()
    const conflict = conflictIn(page, 'Events')
    await expect(conflict).toContainText(`${nameOf.admin} changed this while you were editing.`)
    await expect(conflict.getByRole('listitem')).toHaveText(['deal.lost', 'deal.created'])
    await keepMine(page).click()
    await field(page, 'Events').getByRole('button', { name: 'Save events' }).click()
    await expect(toast(page, 'Events saved')).toBeVisible()
    expect((await team.read(endpoint.id)).events.map(({ type }) => type).sort()).toEqual([
      'deal.lost',
      'deal.won',
    ])
    await expect(eventBox(other, 'deal.lost')).toBeChecked()
    await expect(eventBox(other, 'deal.created')).not.toBeChecked()
  })

  test('of one key of a map see both values', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { metadata: { plan: 'free' } })
    const page = await as('owner')
    await open(page, endpoint.path)
    const plan = mapEntry(page, 'metadata', 'plan')
    await plan.getByRole('button', { name: 'Edit plan' }).click()
    await plan.getByRole('textbox').fill('mine')
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { metadata: { plan: 'theirs' } } })
    await page.keyboard.press('Enter')
    await expect(plan.getByRole('alert')).toContainText(/mine.*theirs/s)
    await keepMine(page).click()
    await expect(plan).toContainText('mine')
    await expect(plan.getByRole('button', { name: 'Edit plan' })).toBeFocused()
    expect((await team.read(endpoint.id)).metadata).toEqual({ plan: 'mine' })
  })
})

test('two admins on an event type see both values; who keeps their own overrules', async ({ as, team }) => {
  const name = 'order.shipped'
  await createEventType(team.ctx('admin'), { name, description: 'Left the house' })
  const page = await as('owner')
  await open(page, `/${team.slug}/events?type=${name}`)
  await beginTyping(page, 'Description', mine)
  // behind the page's back
  await updateEventType(team.ctx('admin'), { name, patch: { description: theirs } })
  const refused = await callBy(page, 'updateEventTypeAction', () =>
    field(page, 'Description').getByRole('button', { name: 'Save' }).click(),
  )
  expect(refused.input).toEqual({ team: team.slug, name, version: 1, patch: { description: mine } })
  await expectBothSides(page, 'Description', nameOf.admin)
  const { input } = await callBy(page, 'updateEventTypeAction', () => keepMine(page).click())
  expect(input).toMatchObject({ version: 2, patch: { description: mine } })
  const { items } = await listEventTypes(team.ctx('viewer'))
  expect(items.find((type) => type.name === name)).toMatchObject({ description: mine, version: 3 })

  // and where the news of it comes while somebody types
  const other = await as('admin')
  await open(other, `/${team.slug}/events?type=${name}`)
  await beginTyping(page, 'Description', `${mine}/2`)
  await beginTyping(other, 'Description', theirs)
  await field(other, 'Description').getByRole('button', { name: 'Save' }).click()
  await expect(conflictIn(page, 'Description')).toContainText(
    `${nameOf.admin} changed this while you were editing.`,
  )
})

test.describe('two admins on different fields', () => {
  test('never notice each other', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'Before' })
    const [page, other] = [await as('owner'), await as('admin')]
    await Promise.all([open(page, endpoint.path), open(other, endpoint.path)])
    const box = await beginTyping(page, url, mine)
    await typeText('description', 'After').deed(other)
    // the news has come, and what is being typed has not moved
    await expect(field(page, 'Description')).toContainText('After')
    await expect(box).toHaveValue(mine)
    await expect(box).toBeFocused()
    const { input } = await callBy(page, 'updateEndpointAction', () => box.press('Enter'))
    expect(input).toMatchObject({ version: 1, patch: { url: mine } })
    await expect(editButton(page, url)).toBeFocused()
    await expect(conflictIn(page, url)).toHaveCount(0)
    expect(await team.read(endpoint.id)).toMatchObject({ version: 3, url: mine, description: 'After' })
  })

  test('nor on different keys of one map', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { metadata: { plan: 'free' } })
    const page = await as('owner')
    await open(page, endpoint.path)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { metadata: { owner: 'data' } } })
    await editKey('metadata', 'plan', 'enterprise').deed(page)
    await addKey('metadata', 'region', 'eu-west').deed(page)
    await expect(field(page, 'Metadata').getByRole('alert')).toHaveCount(0)
    expect((await team.read(endpoint.id)).metadata).toEqual({
      plan: 'enterprise',
      owner: 'data',
      region: 'eu-west',
    })
  })
})

test.describe('what another admin does appears without a reload', () => {
  test('on the endpoint’s page: the value, their name, and the history', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'Before' })
    const [page, other] = [await as('viewer'), await as('admin')]
    await Promise.all([open(page, endpoint.path), open(other, endpoint.path)])
    await typeText('description', 'After').deed(other)
    await expect(field(page, 'Description')).toContainText('After')
    await expect(field(page, 'Description').getByRole('status')).toHaveText(`Changed by ${nameOf.admin}`)
    await expect(page.getByText(`${nameOf.admin} changed Description.`)).toBeAttached()
    await expect(history(page).first()).toContainText(nameOf.admin)
    await typeText('name', 'Renamed elsewhere').deed(other)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed elsewhere')
    await expect(page).toHaveTitle(/^Renamed elsewhere/)
    // who did it is not told of their own change
    await expect(field(other, 'Description')).not.toContainText('Changed by')
  })

  test('in the list: switch, name, and a new endpoint', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { name: 'Watched' })
    const [page, other] = [await as('developer'), await as('admin')]
    await Promise.all([open(page, team.path), open(other, endpoint.path)])
    await field(other, 'Active').getByRole('switch').click()
    await expect(row(page, 'Watched').getByRole('switch')).not.toBeChecked()
    await typeText('name', 'Renamed').deed(other)
    await expect(row(page, 'Renamed')).toBeVisible()
  })

  test('also that it is gone', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { name: 'Short-lived' })
    const page = await as('developer')
    await open(page, endpoint.path)
    const box = await beginTyping(page, url, mine)
    await deleteEndpoint(team.ctx('admin'), { id: endpoint.id })
    await box.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Short-lived was deleted')
    await expectGone(team, endpoint.id)
  })
})

async function expectGone(team: OwnTeam, id: string): Promise<void> {
  await expect(team.read(id)).rejects.toThrow('Endpoint not found.')
}
