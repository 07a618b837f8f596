import type { Page } from '@playwright/test'
import { callBy, watchCalls } from '#e2e/kit/action-calls.ts'
import { expect, test } from '#e2e/kit/own-team.ts'
import { eventBox, field, history, open, reload, toast } from '#e2e/kit/pages.ts'
import { archiveEventType } from '#lib/domain/event-types/update.ts'
import { fakeClock } from '#lib/testing/clock.ts'

const events = (page: Page) => field(page, 'Events')
const groupBox = (page: Page, name: string) =>
  events(page).getByRole('checkbox', { name: `All ${name} events`, exact: true })
const group = (page: Page, name: string) => events(page).getByRole('group', { name, exact: true })
const save = (page: Page) => events(page).getByRole('button', { name: 'Save events' })
/** What saving would do, as "+2 −1". */
const diff = (page: Page) => events(page).getByText(/^[+−]\d+( −\d+)?$/)
/** What stands beside an event's name: since when, or what will become of it. */
const note = (page: Page, type: string) => events(page).getByRole('listitem').filter({ hasText: type })
const long = { events: ['deal.created', 'deal.won', 'deal.lost', 'person.created'] }

test.describe('the checklist', () => {
  test('says what saving would add and remove, and sends the whole list', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(events(page)).toContainText('4 of 32 chosen')
    await expect(save(page)).toHaveCount(0)
    await eventBox(page, 'deal.updated').check()
    await expect(diff(page)).toHaveText('+1')
    await eventBox(page, 'deal.deleted').check()
    await eventBox(page, 'deal.won').uncheck()
    await expect(diff(page)).toHaveText('+2 −1')
    await expect(events(page)).toContainText('5 of 32 chosen')
    await expect(note(page, 'deal.updated')).toContainText('will be added')
    await expect(note(page, 'deal.won')).toContainText('will be removed')
    const wanted = ['deal.created', 'deal.lost', 'person.created', 'deal.updated', 'deal.deleted']
    const { input } = await callBy(page, 'updateEndpointAction', () => save(page).click())
    expect(input).toEqual({ team: team.slug, id: endpoint.id, version: 1, patch: { events: wanted } })
    await expect(toast(page, 'Events saved')).toContainText('+2 −1')
    await expect(save(page)).toHaveCount(0)
    await expect(note(page, 'deal.updated')).toContainText('since')
    expect((await team.read(endpoint.id)).events.map(({ type }) => type)).toEqual(wanted)
  })

  test('is discarded, and a change that was taken back is none', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('developer')
    await open(page, endpoint.path)
    const calls = watchCalls(page, 'updateEndpointAction')
    await eventBox(page, 'deal.updated').check()
    await eventBox(page, 'deal.won').uncheck()
    await events(page).getByRole('button', { name: 'Discard' }).click()
    await expect(eventBox(page, 'deal.updated')).not.toBeChecked()
    await expect(eventBox(page, 'deal.won')).toBeChecked()
    await expect(save(page)).toHaveCount(0)
    await eventBox(page, 'deal.won').uncheck()
    await expect(save(page)).toBeVisible()
    await eventBox(page, 'deal.won').check()
    await expect(save(page)).toHaveCount(0)
    expect(calls).toEqual([])
  })

  test('has a box for each group: none, some, all', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(groupBox(page, 'deal')).toBeChecked({ indeterminate: true })
    await expect(groupBox(page, 'task')).not.toBeChecked()
    await groupBox(page, 'deal').click()
    await expect(groupBox(page, 'deal')).toBeChecked()
    await expect(diff(page)).toHaveText('+3')
    await expect(group(page, 'deal')).toContainText('6 of 6')
    await groupBox(page, 'deal').click()
    await expect(groupBox(page, 'deal')).not.toBeChecked()
    await expect(diff(page)).toHaveText('−3')
    await group(page, 'task').getByRole('button', { name: /^task/ }).click()
    await eventBox(page, 'task.created').check()
    await expect(groupBox(page, 'task')).toBeChecked({ indeterminate: true })
    await save(page).click()
    await expect(toast(page, 'Events saved')).toContainText('+1 −3')
    expect((await team.read(endpoint.id)).events.map(({ type }) => type)).toEqual([
      'person.created',
      'task.created',
    ])
  })

  test('under a search, chooses all that is shown and nothing else', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('developer')
    await open(page, endpoint.path)
    const search = events(page).getByRole('searchbox', { name: 'Search events' })
    await search.fill('deleted')
    await expect(events(page).getByText('8 shown')).toBeVisible()
    await expect(eventBox(page, 'task.deleted')).toBeVisible()
    await expect(eventBox(page, 'deal.won')).toHaveCount(0)
    const all = events(page).getByRole('checkbox', { name: 'Select all shown' })
    await all.check()
    await expect(all).toBeChecked()
    await expect(diff(page)).toHaveText('+8')
    await eventBox(page, 'tag.deleted').uncheck()
    await expect(all).toBeChecked({ indeterminate: true })
    await search.press('Escape')
    await expect(search).toHaveValue('')
    await expect(eventBox(page, 'deal.won')).toBeChecked()
    await expect(diff(page)).toHaveText('+7')
    await search.fill('no such words')
    await expect(events(page)).toContainText('No event has these words.')
    await search.fill('opened')
    // found by its description
    await expect(events(page).getByRole('checkbox', { name: /\./ })).toHaveCount(1)
    await expect(eventBox(page, 'deal.created')).toBeVisible()
    await search.fill('')
    await save(page).click()
    await expect(toast(page, 'Events saved')).toContainText('+7')
    const { events: stored } = await team.read(endpoint.id)
    expect(stored).toHaveLength(11)
    expect(stored.filter(({ type }) => type.endsWith('.deleted'))).toHaveLength(7)
  })

  test('is worked by the keyboard alone', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', { events: ['deal.won'] })
    const page = await as('developer')
    await open(page, endpoint.path)
    await events(page).getByRole('searchbox').focus()
    await page.keyboard.press('ArrowDown')
    await expect(groupBox(page, 'person')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(groupBox(page, 'activity')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    // → opens the group, ← shuts it
    await expect(eventBox(page, 'person.created')).toBeHidden()
    await page.keyboard.press('ArrowRight')
    await expect(eventBox(page, 'person.created')).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(eventBox(page, 'person.created')).toBeHidden()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(eventBox(page, 'person.created')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(eventBox(page, 'person.created')).toBeChecked()
    await page.keyboard.press('End')
    await expect(groupBox(page, 'usage')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(groupBox(page, 'usage')).toBeChecked()
    await page.keyboard.press('Home')
    await expect(groupBox(page, 'person')).toBeFocused()
    await expect(diff(page)).toHaveText('+2')
    // one stop for the Tab key: the next is behind the list
    await page.keyboard.press('Tab')
    await expect(events(page).getByRole('button', { name: 'Discard' })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(groupBox(page, 'person')).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(toast(page, 'Events saved')).toContainText('+2')
    expect((await team.read(endpoint.id)).events.map(({ type }) => type)).toEqual([
      'deal.won',
      'person.created',
      'usage_logs.created',
    ])
  })

  test('keeps the date of each event that stays', async ({ as, team }) => {
    const clock = fakeClock(new Date('2026-02-10T10:00:00.000Z'))
    const endpoint = await team.endpoint('vendaze', long, { clock })
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(note(page, 'deal.won')).toContainText('since 10 Feb 2026')
    await eventBox(page, 'deal.updated').check()
    await eventBox(page, 'deal.lost').uncheck()
    await save(page).click()
    await expect(toast(page, 'Events saved')).toBeVisible()
    // removed and chosen again is chosen anew
    await eventBox(page, 'deal.lost').check()
    await expect(note(page, 'deal.lost')).toContainText('will be added')
    await save(page).click()
    await expect(save(page)).toHaveCount(0)
    await expect(note(page, 'deal.lost')).toContainText('since')
    await reload(page)
    await expect(note(page, 'deal.won')).toContainText('since 10 Feb 2026')
    await expect(note(page, 'deal.updated')).not.toContainText('10 Feb 2026')
    const dates = new Map((await team.read(endpoint.id)).events.map(({ type, addedAt }) => [type, addedAt]))
    const isOld = (type: string) => dates.get(type)?.getTime() === clock.now().getTime()
    expect([...dates.keys()].filter(isOld)).toEqual(['deal.created', 'deal.won', 'person.created'])
  })

  test('is for reading only where nothing may be changed', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('viewer')
    await open(page, endpoint.path)
    await expect(events(page)).toContainText('4 of 32 chosen')
    await expect(events(page).getByRole('checkbox')).toHaveCount(0)
    await expect(events(page).getByText('deal.won')).toBeVisible()
    await expect(events(page).getByText('deal.updated')).toHaveCount(0)
  })
})

test.describe('all events', () => {
  const all = (page: Page) => events(page).getByRole('radio', { name: 'All events, current and future' })
  const named = (page: Page) => events(page).getByRole('radio', { name: 'Only those chosen below' })

  test('are chosen as such, and not by their names', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { events: ['invoice.created'] })
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(named(page)).toBeChecked()
    await all(page).check()
    await expect(events(page).getByRole('checkbox')).toHaveCount(0)
    await expect(events(page).getByText('1 event → all events')).toBeVisible()
    const { input } = await callBy(page, 'updateEndpointAction', () => save(page).click())
    expect(input.patch).toEqual({ events: ['*'] })
    await expect(toast(page, 'Events saved')).toContainText('1 event → all events')
    await expect(history(page).first().getByRole('deletion')).toHaveText('1 event')
    await expect(history(page).first().getByRole('insertion')).toHaveText('all events')
    await reload(page)
    await expect(all(page)).toBeChecked()
    await page.goto(team.path)
    await expect(
      page.getByRole('row', { name: endpoint.name }).getByRole('cell', { name: 'all' }),
    ).toBeVisible()
  })

  test('can be narrowed to some; what was chosen before comes back', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { events: ['*'] })
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(all(page)).toBeChecked()
    await named(page).check()
    await expect(events(page)).toContainText('0 of 5 chosen')
    await save(page).click()
    await expect(events(page).getByRole('alert')).toHaveText('Choose at least one event.')
    await groupBox(page, 'invoice').check()
    await all(page).check()
    await named(page).check()
    await expect(groupBox(page, 'invoice')).toBeChecked()
    const { input } = await callBy(page, 'updateEndpointAction', () => save(page).click())
    expect(input.patch).toEqual({ events: ['invoice.created', 'invoice.paid'] })
    await expect(toast(page, 'Events saved')).toContainText('all events → 2 events')
  })

  test('are not offered by a dialect that does not have them', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', long)
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(events(page).getByRole('radio')).toHaveCount(0)
  })
})

test.describe('a stored event that left the catalogue', () => {
  test('is marked, stays for as long as it is kept, and cannot be chosen again', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { events: ['invoice.created', 'deal.won'] })
    await archiveEventType(team.ctx('admin'), { name: 'deal.won', archived: true })
    const page = await as('developer')
    await open(page, endpoint.path)
    const left = group(page, 'No longer in the catalogue')
    await expect(left.getByRole('checkbox', { name: 'deal.won', exact: true })).toBeChecked()
    await expect(left).toContainText('Once removed, they cannot be chosen again.')
    // another change keeps it, with its date
    const { addedAt } = (await team.read(endpoint.id)).events[1] ?? {}
    await eventBox(page, 'invoice.paid').check()
    await save(page).click()
    await expect(toast(page, 'Events saved')).toContainText('+1')
    expect((await team.read(endpoint.id)).events).toContainEqual({ type: 'deal.won', addedAt })
    await eventBox(page, 'deal.won').uncheck()
    await expect(note(page, 'deal.won')).toContainText('will be removed')
    await save(page).click()
    await expect(left).toHaveCount(0)
    await expect(eventBox(page, 'deal.won')).toHaveCount(0)
    expect((await team.read(endpoint.id)).events.map(({ type }) => type)).toEqual([
      'invoice.created',
      'invoice.paid',
    ])
  })

  test('appears as such on an open page when somebody archives it', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { events: ['invoice.created', 'deal.won'] })
    const [page, other] = [await as('developer'), await as('admin')]
    await open(page, endpoint.path)
    await expect(group(page, 'deal')).toBeVisible()
    await open(other, `/${team.slug}/events?type=deal.won`)
    await other.getByRole('button', { name: /^Archive/ }).click()
    await expect(group(page, 'No longer in the catalogue')).toBeVisible()
    await expect(eventBox(page, 'deal.won')).toBeChecked()
  })
})
