import { db } from '#lib/db/client.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { cutOff, watchCalls } from './kit/action-calls.ts'
import { gateCalls } from './kit/actions.ts'
import { expect, test } from './kit/own-team.ts'
import { open, row, toast } from './kit/pages.ts'

/** What stands in the address behind the question mark. */
const query = (url: string) => Object.fromEntries(new URL(url).searchParams)

test('search narrows the list by name and URL, and the address keeps it', async ({ as, team }) => {
  await team.endpoint('standard', { name: 'Billing sync', url: 'https://billing.example/a' })
  await team.endpoint('standard', { name: 'Warehouse', url: 'https://ingest.example/b' })
  const page = await as('viewer')
  await open(page, team.path)
  const box = page.getByRole('searchbox', { name: 'Search name, URL or id' })

  await box.fill('ingest.example')
  await expect(row(page, 'Billing sync')).toHaveCount(0)
  await expect(row(page, 'Warehouse')).toBeVisible()
  await expect.poll(() => query(page.url())).toEqual({ search: 'ingest.example' })

  await page.reload()
  await expect(box).toHaveValue('ingest.example')
  await expect(row(page, 'Billing sync')).toHaveCount(0)

  await box.fill('nothing has this')
  await expect(page.getByRole('heading', { name: 'No endpoint matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(row(page, 'Billing sync')).toBeVisible()
  await expect(box).toHaveValue('')
  await expect.poll(() => query(page.url())).toEqual({})
})

test('filters stand in the address, work together, and go one by one', async ({ as, team }) => {
  const { id } = await team.endpoint('standard', { name: 'Active standard', events: ['invoice.paid'] })
  const { teamId, url } = await team.read(id)
  const [firstFailedAt, lastFailedAt] = [new Date(0), new Date(1)]
  await db().endpointFailure.create({
    data: { endpointId: id, teamId, url, failures: 5, firstFailedAt, lastFailedAt },
  })
  await team.endpoint('standard', { name: 'Paused standard', active: false, events: ['deal.won'] })
  await team.endpoint('storno', { name: 'Paused storno', active: false }, { by: 'admin' })
  const page = await as('viewer')
  await open(page, team.path)
  const rows = page.getByRole('table', { name: 'Endpoints' }).getByRole('link')

  await page.getByRole('button', { name: 'State' }).click()
  await page.getByRole('menuitemradio', { name: 'Paused' }).click()
  await expect(rows).toHaveText(['Paused storno', 'Paused standard'])
  await page.getByRole('button', { name: 'Dialect' }).click()
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Standard Webhooks' }).check()
  await page.keyboard.press('Escape')
  await expect(rows).toHaveText(['Paused standard'])
  expect(query(page.url())).toEqual({ state: 'paused', dialect: 'standard' })

  // back goes from step to step
  await page.goBack()
  await expect(rows).toHaveText(['Paused storno', 'Paused standard'])
  await page.goForward()
  await expect(rows).toHaveText(['Paused standard'])

  await page.getByRole('button', { name: 'Clear filter State' }).click()
  await expect(rows).toHaveText(['Paused standard', 'Active standard'])
  await page.getByRole('button', { name: 'Event', exact: true }).click()
  await page.getByRole('combobox', { name: 'Search event' }).fill('invoice.paid')
  await page
    .getByRole('group', { name: 'Standard Webhooks' })
    .getByRole('option', { name: 'invoice.paid' })
    .click()
  await expect(rows).toHaveText(['Active standard'])
  expect(query(page.url())).toEqual({ dialect: 'standard', event: 'invoice.paid' })

  await page.getByRole('button', { name: 'Clear filter Event' }).click()
  await page.getByRole('button', { name: 'Clear filter Dialect' }).click()
  await page.getByRole('button', { name: 'State' }).click()
  await page.getByRole('menuitemradio', { name: 'Failing' }).click()
  await expect(rows).toHaveText(['Active standard'])
  await expect.poll(() => query(page.url())).toEqual({ state: 'failing' })
  await page.reload()
  await expect(rows).toHaveText(['Active standard'])

  // what the address does not understand is left out
  await open(page, `${team.path}?state=sideways&dialect=gone&sort=nobody&cursor=broken`)
  await expect(rows).toHaveText(['Paused storno', 'Paused standard', 'Active standard'])
})

test('columns and the menu sort the list, and say how', async ({ as, team }) => {
  for (const name of ['Beech', 'alder', 'Cedar']) await team.endpoint('standard', { name })
  const page = await as('viewer')
  await open(page, team.path)
  const rows = page.getByRole('table', { name: 'Endpoints' }).getByRole('link')
  await expect(rows).toHaveText(['Cedar', 'alder', 'Beech'])

  const head = page.getByRole('columnheader', { name: 'Name' })
  await head.getByRole('button').click()
  await expect(rows).toHaveText(['alder', 'Beech', 'Cedar'])
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await head.getByRole('button').click()
  await expect(rows).toHaveText(['Cedar', 'Beech', 'alder'])
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  expect(query(page.url())).toEqual({ sort: '-name' })

  await page.getByRole('button', { name: 'Sort: name, z to a' }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Name, Z to A' })).toBeChecked()
  await page.getByRole('menuitemradio', { name: 'Oldest' }).click()
  await expect(rows).toHaveText(['Beech', 'alder', 'Cedar'])
  await expect(head).not.toHaveAttribute('aria-sort')
})

test('pages follow one another without a gap, also when the list grows meanwhile', async ({ as, team }) => {
  const PAGE = 50
  const names = Array.from({ length: PAGE * 2 + 1 }, (_, at) => `Endpoint ${String(at).padStart(3, '0')}`)
  const make = (name: string) =>
    createEndpoint(team.ctx('admin'), {
      dialect: 'standard',
      fields: { name, url: 'https://many.example/in', events: ['*'] },
    })
  for (const name of names) await make(name)
  const page = await as('viewer')
  await open(page, `${team.path}?sort=name`)
  const rows = page.getByRole('table', { name: 'Endpoints' }).getByRole('link')
  const pager = page.getByRole('navigation', { name: 'Pages of endpoints' })
  const next = pager.getByRole('button', { name: 'Next' })
  const previous = pager.getByRole('button', { name: 'Previous' })

  await expect(rows).toHaveText(names.slice(0, PAGE))
  await expect(previous).toBeDisabled()
  await next.click()
  await expect(rows).toHaveText(names.slice(PAGE, PAGE * 2))
  expect(query(page.url())).toEqual({ sort: 'name', cursor: expect.any(String) })
  await make('Endpoint 000 and a half')
  await next.click()
  await expect(rows).toHaveText(names.slice(PAGE * 2))
  await expect(next).toBeDisabled()
  await previous.click()
  await expect(rows).toHaveText(names.slice(PAGE, PAGE * 2))

  // a filter begins at its first page
  await page.getByRole('searchbox').fill('Endpoint 00')
  await expect(rows).toHaveText(['Endpoint 000', 'Endpoint 000 and a half', ...names.slice(1, 10)])
  await expect(pager).toHaveCount(0)
})

test('the switch in a row acts at once, can be undone, and goes back when it was refused', async ({
  as,
  team,
}) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('developer')
  await open(page, team.path)
  const toggle = row(page, made.name).getByRole('switch', { name: 'Billing sync active' })
  const calls = watchCalls(page, 'updateEndpointAction')

  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect(toast(page, 'Billing sync is paused')).toBeVisible()
  expect(calls.map(({ input }) => input.patch)).toEqual([{ active: false }])
  expect((await team.read(made.id)).active).toBe(false)
  // the switch is no way into the row
  expect(new URL(page.url()).pathname).toBe(team.path)

  await toast(page, 'Billing sync is paused').getByRole('button', { name: 'Undo' }).click()
  await expect(toast(page, 'Undone')).toBeVisible()
  await expect(toggle).toBeChecked()
  expect((await team.read(made.id)).active).toBe(true)

  await cutOff(page, 'updateEndpointAction')
  await toggle.click()
  await expect(toast(page, 'Billing sync could not be paused')).toBeVisible()
  await expect(toggle).toBeChecked()
  expect((await team.read(made.id)).active).toBe(true)
})

test('a row opens by a click beside its controls', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('viewer')
  await open(page, team.path)
  await row(page, made.name).getByRole('cell', { name: 'standard' }).click()
  await page.waitForURL(`**${made.path}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Billing sync' })).toBeVisible()
})

test('the first use says the one next step, or who could take it', async ({ as, team }) => {
  const developer = await as('developer')
  await open(developer, team.path)
  await expect(developer.getByRole('heading', { name: 'No endpoints yet' })).toBeVisible()
  await expect(developer.getByRole('searchbox')).toHaveCount(0)
  await developer.getByRole('link', { name: 'New endpoint' }).click()
  await developer.waitForURL('**/endpoints/new')

  const viewer = await as('viewer')
  await open(viewer, team.path)
  await expect(viewer.getByText('needs the role developer or above').first()).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'New endpoint' })).toHaveCount(0)
})

test('rows that could not be read anew say so, and can be asked for again', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('developer')
  await open(page, team.path)
  const mend = await cutOff(page, 'listEndpointsAction')
  await row(page, made.name).getByRole('switch').click()
  const notice = page.getByRole('status').filter({ hasText: 'These rows may be out of date.' })
  await expect(notice).toBeVisible()
  await expect(row(page, made.name)).toBeVisible()
  await mend()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toHaveCount(0)
  await expect(row(page, made.name).getByRole('switch')).not.toBeChecked()
})

test('a list that could not be read says so, gives nothing away, and can be asked for again', async ({
  as,
  team,
}) => {
  await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('viewer')
  await db().$executeRawUnsafe('ALTER TABLE endpoints RENAME TO endpoints_away')
  try {
    await page.goto(team.path)
    const alert = page.getByRole('alert').filter({ hasText: 'The endpoints could not be loaded' })
    await expect(alert).toContainText('Reference')
    await expect(page.getByRole('main')).not.toContainText(/relation|endpoints_away|SELECT/)
  } finally {
    await db().$executeRawUnsafe('ALTER TABLE endpoints_away RENAME TO endpoints')
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'Billing sync')).toBeVisible()
})

test('how they are doing is awaited, could not be read, and can be asked for again', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('viewer')
  const mend = await cutOff(page, 'endpointActivityAction')
  await open(page, team.path)
  const notice = page.getByRole('status').filter({ hasText: 'How they are doing could not be read.' })
  await expect(notice).toBeVisible()
  await expect(row(page, made.name).getByRole('cell', { name: '—', exact: true })).toHaveCount(2)
  // nothing is known that a colour could say
  const dot = row(page, made.name).getByRole('img', { name: 'Active' })
  await expect(dot).not.toHaveClass(/bg-ok/)
  await mend()
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toHaveCount(0)
  await expect(row(page, made.name).getByRole('cell', { name: 'Never' })).toBeVisible()
  await expect(dot).toHaveClass(/bg-ok/)
})

test('cells whose content is on its way are bars, and not empty', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  const page = await as('viewer')
  const shown = Promise.withResolvers<void>()
  const holdNext = await gateCalls(page)
  holdNext('endpointActivityAction', () => shown.promise)
  await open(page, team.path)
  const bars = row(page, made.name).locator('.animate-breathe').filter({ visible: true })
  await expect(bars).toHaveCount(2)
  await expect(row(page, made.name).getByRole('img', { name: 'Active' })).not.toHaveClass(/bg-ok/)
  shown.resolve()
  await expect(row(page, made.name).getByRole('cell', { name: 'Never' })).toBeVisible()
  await expect(bars).toHaveCount(0)
})

test('a paused endpoint says what waits for it', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Ledger mirror', active: false })
  const idle = await team.endpoint('standard', { name: 'Idle one', active: false })
  const { teamId } = team.ctx('owner')
  for (let n = 0; n < 3; n++) await insertDelivery({ id: made.id, teamId }, { state: 'held' })
  const page = await as('viewer')
  await open(page, team.path)
  await expect(row(page, made.name).getByRole('cell', { name: '3 waiting' })).toBeVisible()
  await expect(row(page, idle.name)).not.toContainText('waiting')
})

test('what came back last stays within its column', async ({ as, team }) => {
  const made = await team.endpoint('standard', { name: 'Billing sync' })
  await insertAttempt(
    { id: made.id, teamId: team.ctx('owner').teamId },
    {
      ...{ deliveryId: uuidv7(), requestUrl: (await team.read(made.id)).url, responseCode: null },
      sentAt: new Date(Date.now() - 59 * 60_000),
    },
  )
  const page = await as('viewer')
  await open(page, team.path)
  const cell = row(page, made.name).getByRole('cell', { name: /^No answer/ })
  const time = await cell.getByRole('time').boundingBox()
  const box = await cell.boundingBox()
  if (!time || !box) throw new Error('Nothing is shown.')
  expect(time.x + time.width).toBeLessThanOrEqual(box.x + box.width)
})
