import type { Locator, Page } from '@playwright/test'
import { db } from '#lib/db/client.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { listJobs } from '#lib/domain/jobs/list.ts'
import { cutOff, watchCalls } from './kit/action-calls.ts'
import { expectSound } from './kit/axe.ts'
import { hold } from './kit/hold.ts'
import { expect, type OwnTeam, test } from './kit/own-team.ts'
import { open, row, toast } from './kit/pages.ts'

const bar = (page: Page) => page.getByRole('region', { name: 'Selected rows' })
const inBar = (page: Page, name: string | RegExp) => bar(page).getByRole('button', { name })
async function select(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
}
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const lines = (place: Locator, name: string) => place.getByRole('region', { name }).getByRole('listitem')

/** Endpoints of one name, numbered, all made in order. */
async function many(team: OwnTeam, count: number, name = 'Endpoint'): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const fields = {
      name: `${name} ${String(at).padStart(3, '0')}`,
      url: 'https://many.example/in',
      events: ['deal.won'],
    }
    ids.push((await createEndpoint(team.ctx('admin'), { dialect: 'standard', fields })).endpoint.id)
  }
  return ids
}
const activeCount = (ids: readonly string[]) =>
  db().endpoint.count({ where: { id: { in: [...ids] }, active: true } })
const jobs = async (team: OwnTeam) => (await listJobs(team.ctx('viewer'), {})).items

test('pauses what is selected: first says exactly what changes, then does that and no more', async ({
  as,
  team,
}) => {
  const billing = await team.endpoint('standard', { name: 'Billing sync' })
  const ledger = await team.endpoint('storno', { name: 'Ledger' }, { by: 'admin' })
  const asleep = await team.endpoint('standard', { name: 'Asleep', active: false })
  const other = await team.endpoint('standard', { name: 'Other' })
  const page = await as('developer')
  await open(page, team.path)
  await select(page, 'Billing sync', 'Ledger', 'Asleep')
  await expect(bar(page).getByRole('status')).toHaveText('3 selected')
  const starts = watchCalls(page, 'startBulkAction')

  await inBar(page, 'Pause').click()
  const preview = dialog(page, 'Pause endpoints')
  await expect(preview.getByRole('status')).toHaveText('2 endpoints change. 1 endpoint is so already.')
  await expect(lines(preview, 'What changes')).toHaveText([
    /^Billing sync.*Active: active → paused$/,
    /^Ledger.*Active: active → paused$/,
  ])
  await expect(preview).toContainText('1 of them drops new events for good while paused.')
  expect(starts).toHaveLength(0)
  expect((await team.read(billing.id)).active).toBe(true)

  await preview.getByRole('button', { name: 'Change 2 endpoints' }).click()
  await expect(toast(page, '2 endpoints paused')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
  await expect(row(page, 'Billing sync').getByRole('switch')).not.toBeChecked()
  await expect(row(page, 'Ledger').getByRole('switch')).not.toBeChecked()
  await expect(row(page, 'Other').getByRole('switch')).toBeChecked()
  for (const { id } of [billing, ledger]) {
    const [change] = await team.changes(id)
    expect(change).toMatchObject({ action: 'endpoint.updated', actorLabel: 'Dana Developer' })
    expect(change?.fields).toEqual([{ field: 'active', before: true, after: false }])
  }
  for (const { id } of [asleep, other]) expect(await team.changes(id)).toHaveLength(1)
  expect(await jobs(team)).toMatchObject([{ state: 'done', total: 3, done: 3, changed: 2, failed: 0 }])
  // the focus is back among the rows
  await expect(page.locator('[data-row-id]:focus')).toHaveCount(1)
})

test('takes back what it changed, and leaves alone what was so already', async ({ as, team }) => {
  const billing = await team.endpoint('standard', { name: 'Billing sync' })
  const ledger = await team.endpoint('storno', { name: 'Ledger' }, { by: 'admin' })
  const asleep = await team.endpoint('standard', { name: 'Asleep', active: false })
  const page = await as('developer')
  await open(page, team.path)
  await select(page, 'Billing sync', 'Ledger', 'Asleep')
  await inBar(page, 'Pause…').click()
  await page.getByRole('button', { name: 'Change 2 endpoints' }).click()
  const told = toast(page, '2 endpoints paused')
  await expect(row(page, 'Ledger').getByRole('switch')).not.toBeChecked()
  await told.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(page, 'Undone')).toBeVisible()
  // it is undone when it says so
  for (const { id } of [billing, ledger]) expect((await team.read(id)).active).toBe(true)
  for (const name of ['Billing sync', 'Ledger'])
    await expect(row(page, name).getByRole('switch')).toBeChecked()
  await expect(row(page, 'Asleep').getByRole('switch')).not.toBeChecked()
  expect(await team.changes(asleep.id)).toHaveLength(1)
  expect(await jobs(team)).toMatchObject([
    { total: 2, changed: 2, change: { patch: { active: true } } },
    { total: 3, changed: 2 },
  ])
})

test('says whose events are offered where several dialects are selected', async ({ as, team }) => {
  await team.endpoint('standard', { name: 'Billing sync' })
  await team.endpoint('storno', { name: 'Ledger' }, { by: 'admin' })
  const page = await as('developer')
  await open(page, team.path)
  await select(page, 'Billing sync', 'Ledger')
  await inBar(page, 'Add events…').click()
  const adding = dialog(page, 'Add events')
  await expect(adding.getByRole('checkbox', { name: /^All Standard Webhooks · / }).first()).toBeVisible()
  await expect(adding.getByRole('checkbox', { name: /^All Storno · / }).first()).toBeVisible()
})

test('adds and removes events, each endpoint by the list that it has', async ({ as, team }) => {
  const both = await team.endpoint('standard', { name: 'Both', events: ['invoice.paid', 'deal.won'] })
  const one = await team.endpoint('standard', { name: 'One', events: ['deal.won'] })
  const all = await team.endpoint('standard', { name: 'All', events: ['*'] })
  const page = await as('developer')
  await open(page, team.path)
  const types = async (id: string) => (await team.read(id)).events.map(({ type }) => type)

  await select(page, 'Both', 'One', 'All')
  await inBar(page, 'Add events…').click()
  const adding = dialog(page, 'Add events')
  await expect(adding.getByRole('button', { name: 'See what changes' })).toBeDisabled()
  await adding.getByRole('checkbox', { name: 'invoice.paid', exact: true }).check()
  await adding.getByRole('button', { name: 'See what changes' }).click()
  await expect(adding.getByRole('status')).toHaveText('1 endpoint changes. 2 endpoints are so already.')
  await expect(lines(adding, 'What changes')).toHaveText([/^One.*\+invoice\.paid$/])
  await adding.getByRole('button', { name: 'Change 1 endpoint' }).click()
  await expect(toast(page, 'Events added to 1 endpoint')).toBeVisible()
  expect(await types(one.id)).toEqual(['deal.won', 'invoice.paid'])
  expect(await types(all.id)).toEqual(['*'])

  await select(page, 'Both', 'One', 'All')
  await inBar(page, 'Remove events…').click()
  const removing = dialog(page, 'Remove events')
  await removing.getByRole('checkbox', { name: 'deal.won', exact: true }).check()
  await removing.getByRole('button', { name: 'See what changes' }).click()
  await expect(removing.getByRole('status')).toHaveText('2 endpoints change. 1 endpoint cannot be changed.')
  await expect(lines(removing, 'What cannot be changed')).toHaveText([/^All.*gets all events/])
  // back keeps what was chosen
  await removing.getByRole('button', { name: 'Back' }).click()
  await expect(removing.getByRole('checkbox', { name: 'deal.won', exact: true })).toBeChecked()
  await removing.getByRole('button', { name: 'See what changes' }).click()
  await removing.getByRole('button', { name: 'Change 2 endpoints' }).click()
  await expect(lines(removing, 'What could not be changed')).toHaveText([/gets all events by \*/])
  await removing.getByRole('button', { name: 'Close' }).first().click()
  expect(await types(both.id)).toEqual(['invoice.paid'])
  expect(await types(one.id)).toEqual(['invoice.paid'])
  expect(await types(all.id)).toEqual(['*'])
})

test('turns the TLS check off and on, and says which endpoints have none', async ({ as, team }) => {
  const billing = await team.endpoint('standard', { name: 'Billing sync' })
  await team.endpoint('storno', { name: 'Ledger' }, { by: 'admin' })
  const page = await as('developer')
  await open(page, team.path)

  const turn = async (how: 'on' | 'off') => {
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
    await inBar(page, 'TLS verification').click()
    await page.getByRole('menuitem', { name: `Turn ${how}…` }).click()
    const preview = dialog(page, `Turn ${how} TLS verification`)
    await expect(preview.getByRole('status')).toHaveText('1 endpoint changes. 1 endpoint cannot be changed.')
    await expect(lines(preview, 'What cannot be changed')).toHaveText([
      'LedgerStorno has no TLS verification.',
    ])
    await expect(preview.getByText('even with an expired or forged certificate')).toHaveCount(
      how === 'off' ? 1 : 0,
    )
    await preview.getByRole('button', { name: 'Change 1 endpoint' }).click()
    await expect(preview.getByRole('region', { name: 'What could not be changed' })).toBeVisible()
    await expect(toast(page, `TLS verification is ${how} for 1 endpoint`).last()).toContainText(
      '1 endpoint could not be changed.',
    )
    await preview.getByRole('button', { name: 'Close' }).first().click()
    await expect(bar(page)).toHaveCount(0)
  }
  await turn('off')
  expect((await team.read(billing.id)).tlsVerification).toBe(false)
  await turn('on')
  expect((await team.read(billing.id)).tlsVerification).toBe(true)
})

test('takes all that match the filter, on whatever page, and nothing else', async ({ as, team }) => {
  const ids = await many(team, 60, 'Billing')
  const other = await team.endpoint('standard', {
    name: 'Warehouse',
    url: 'https://warehouse.example/in',
  })
  const page = await as('developer')
  await open(page, `${team.path}?search=billing`)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(bar(page).getByRole('status')).toHaveText('50 selected')
  await inBar(page, 'Select all 60 that match').click()
  await expect(bar(page).getByRole('status')).toHaveText('60 selected')

  await inBar(page, 'Pause').click()
  const preview = dialog(page, 'Pause endpoints')
  await expect(preview.getByRole('status')).toHaveText('60 endpoints change.')
  await expect(preview.getByText('and 50 more')).toBeVisible()
  await preview.getByRole('button', { name: 'Change 60 endpoints' }).click()
  await expect(toast(page, '60 endpoints paused')).toBeVisible({ timeout: 30_000 })
  expect(await activeCount(ids)).toBe(0)
  expect((await team.read(other.id)).active).toBe(true)
  expect(await jobs(team)).toMatchObject([{ filter: { search: 'billing' }, changed: 60 }])
  await expect(row(page, 'Billing 059').getByRole('switch')).not.toBeChecked()
})

test('a selection outlives a page and ends with its filter', async ({ as, team }) => {
  await many(team, 55)
  const page = await as('developer')
  await open(page, `${team.path}?sort=name`)
  await select(page, 'Endpoint 000')
  await page.getByRole('button', { name: 'Next' }).click()
  await select(page, 'Endpoint 052')
  await expect(bar(page).getByRole('status')).toHaveText('2 selected')
  await inBar(page, 'Pause').click()
  await expect(lines(dialog(page, 'Pause endpoints'), 'What changes')).toHaveText([
    /^Endpoint 000/,
    /^Endpoint 052/,
  ])
  await page.keyboard.press('Escape')
  await expect(bar(page).getByRole('status')).toHaveText('2 selected')
  await page.getByRole('searchbox').fill('Endpoint 05')
  await expect(row(page, 'Endpoint 054')).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
})

test('shows how far it is, and stops where it is told to', async ({ as, team }) => {
  const ids = (await many(team, 12)).sort()
  const release = await hold(ids[4] ?? '')
  const page = await as('developer')
  await open(page, team.path)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await inBar(page, 'Pause').click()
  const box = dialog(page, 'Pause endpoints')
  await box.getByRole('button', { name: 'Change 12 endpoints' }).click()
  await expect(box.getByText('4 of 12 endpoints')).toBeVisible()
  await expect(box.getByRole('progressbar')).toHaveAttribute('value', '4')

  await box.getByRole('button', { name: 'Stop' }).click()
  await expect(toast(page, 'Stopped: 4 endpoints paused')).toBeVisible()
  await release()
  // the one that was at work is finished, and none after it is begun
  await expect.poll(async () => (await jobs(team))[0]?.done).toBe(5)
  expect((await jobs(team))[0]).toMatchObject({ state: 'cancelled', total: 12, changed: 5 })
  expect(await activeCount(ids.slice(5))).toBe(7)
})

test('goes on by itself when its dialog is closed', async ({ as, team }) => {
  const ids = (await many(team, 6)).sort()
  const release = await hold(ids[2] ?? '')
  const page = await as('developer')
  await open(page, team.path)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await inBar(page, 'Pause').click()
  const box = dialog(page, 'Pause endpoints')
  await box.getByRole('button', { name: 'Change 6 endpoints' }).click()
  await expect(box.getByText('2 of 6 endpoints')).toBeVisible()
  await box.getByRole('button', { name: 'Close' }).first().click()
  await expect(box).toHaveCount(0)
  await release()
  await expect.poll(() => activeCount(ids)).toBe(0)
  for (const at of ['000', '005'])
    await expect(row(page, `Endpoint ${at}`).getByRole('switch')).not.toBeChecked()
})

test('a preview or a start that fails says so, changes nothing, and can be tried again', async ({
  as,
  team,
}) => {
  const { id } = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('developer')
  await open(page, team.path)
  await select(page, 'Billing sync')
  const mendPreview = await cutOff(page, 'previewBulkAction')
  await inBar(page, 'Pause').click()
  const box = dialog(page, 'Pause endpoints')
  await expect(box.getByText('The server did not answer')).toBeVisible({ timeout: 30_000 })
  await expect(box.getByRole('button', { name: /^Change/ })).toBeDisabled()
  await mendPreview()
  await box.getByRole('button', { name: 'Try again' }).click()
  await expect(box.getByRole('status')).toHaveText('1 endpoint changes.')

  const mendStart = await cutOff(page, 'startBulkAction')
  await box.getByRole('button', { name: 'Change 1 endpoint' }).click()
  await expect(box.getByText('The server did not answer')).toBeVisible()
  expect((await team.read(id)).active).toBe(true)
  await mendStart()
  await box.getByRole('button', { name: 'Change 1 endpoint' }).click()
  await expect(toast(page, '1 endpoint paused')).toBeVisible()
})

test('works by keyboard alone', async ({ as, team }) => {
  await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('developer')
  await open(page, team.path)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(bar(page)).toBeVisible()
  await inBar(page, 'Activate').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const box = dialog(page, 'Pause endpoints')
  await expect(box.getByRole('status')).toHaveText('1 endpoint changes.')
  await page.keyboard.press('Escape')
  await expect(inBar(page, 'Pause')).toBeFocused()
  await page.keyboard.press('Enter')
  await box.getByRole('button', { name: 'Change 1 endpoint' }).focus()
  await page.keyboard.press('Enter')
  await expect(toast(page, '1 endpoint paused')).toBeVisible()
  await expect(page.locator('[data-row-id]:focus')).toHaveCount(1)
})

test('who may not change endpoints can select none', async ({ as, team }) => {
  await team.endpoint('standard', { name: 'Billing sync' })
  for (const role of ['viewer', 'support'] as const) {
    const page = await as(role)
    await open(page, team.path)
    await expect(row(page, 'Billing sync')).toBeVisible()
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await expect(bar(page)).toHaveCount(0)
  }
})

test('is sound in both themes and at every width, from the selection to the result', async ({ as, team }) => {
  test.setTimeout(120_000)
  await team.endpoint('standard', { name: 'Billing sync' })
  await team.endpoint('storno', { name: 'Ledger' }, { by: 'admin' })
  const page = await as('developer')
  await open(page, team.path)
  await select(page, 'Billing sync', 'Ledger')
  const shut = () => page.keyboard.press('Escape')
  await expectSound(page, [
    { name: 'bar' },
    {
      name: 'preview with a refusal',
      open: async () => {
        await inBar(page, 'TLS verification').click()
        await page.getByRole('menuitem', { name: 'Turn off…' }).click()
        await expect(dialog(page, 'Turn off TLS verification').getByRole('status')).toContainText('cannot')
      },
      shut,
    },
    {
      name: 'events to add',
      open: async () => {
        await inBar(page, 'Add events…').click()
        await expect(dialog(page, 'Add events').getByRole('checkbox').first()).toBeVisible()
      },
      shut,
    },
  ])
  await inBar(page, 'TLS verification').click()
  await page.getByRole('menuitem', { name: 'Turn off…' }).click()
  const box = dialog(page, 'Turn off TLS verification')
  await box.getByRole('button', { name: 'Change 1 endpoint' }).click()
  await expect(box.getByRole('region', { name: 'What could not be changed' })).toBeVisible()
  await expectSound(page, [{ name: 'result' }])
})
