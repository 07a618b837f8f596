import { db } from '#lib/db/client.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { insertAttempt } from '#lib/testing/deliveries.ts'
import { callBy, watchCalls } from './kit/action-calls.ts'
import { expect, type MadeEndpoint, type OwnTeam, test } from './kit/own-team.ts'
import { editButton, field, open, reload, toast } from './kit/pages.ts'

const HOUR_MS = 3_600_000

/** What is stored of an endpoint that has failed for three days. */
async function failing(
  team: OwnTeam,
  { id }: MadeEndpoint,
  how: { readonly paused?: boolean; readonly gone?: boolean } = {},
): Promise<void> {
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS)
  const { url } = await team.read(id)
  await db().endpointFailure.create({
    data: {
      ...{ endpointId: id, teamId: team.ctx('owner').teamId, url, failures: 12, gone: how.gone ?? false },
      ...{ firstFailedAt: ago(72), lastFailedAt: ago(1), lastCode: how.gone ? 410 : 503 },
      ...{ warnedAt: ago(2), pausedAt: how.paused ? ago(1) : null },
    },
  })
}

test('an endpoint that does nothing but fail is named above the list and on its page, for every role', async ({
  as,
  team,
}) => {
  const endpoint = await team.endpoint('standard', { name: 'Ledger mirror' })
  await team.endpoint('standard', { name: 'Quiet one' })
  await failing(team, endpoint)
  const page = await as('viewer')
  await open(page, team.path)
  const above = page.getByRole('status').filter({ hasText: '1 endpoint does nothing but fail' })
  await expect(above).toContainText('Ledger mirror')
  await expect(above).not.toContainText('Quiet one')
  await above.getByRole('link', { name: 'Ledger mirror' }).click()
  const banner = page.getByRole('status').filter({ hasText: 'Every delivery fails' })
  await expect(banner).toContainText('Nothing has arrived since the first failure 3 days ago.')
  await expect(banner).toContainText('The receiver last answered 503.')
  await expect(banner).toContainText('Patchbay pauses it from')
  await expect(page.getByRole('main').getByText('Failing', { exact: true })).toBeVisible()
})

test('the list shows who fails at once, and then how the last day went', async ({ as, team }) => {
  const [bad, good] = [
    await team.endpoint('standard', { name: 'Ledger mirror' }),
    await team.endpoint('storno', { name: 'Good one' }),
  ]
  await team.endpoint('vendaze', { name: 'Idle one' })
  await failing(team, bad)
  const { teamId } = team.ctx('owner')
  const attempt = async (id: string, minutesAgo: number, responseCode: number) =>
    insertAttempt(
      { id, teamId },
      {
        deliveryId: uuidv7(),
        requestUrl: (await team.read(id)).url,
        sentAt: new Date(Date.now() - minutesAgo * 60_000),
        responseCode,
      },
    )
  await attempt(bad.id, 3, 503)
  await attempt(good.id, 200, 500)
  await attempt(good.id, 2, 200)
  const page = await as('viewer')
  // the state of the failing one is in the page that the server sends
  const html = await (await page.request.get(team.path)).text()
  expect(html).toMatch(/aria-label="Failing"/)
  await open(page, team.path)
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row('Ledger mirror').getByRole('img', { name: 'Failing' })).toBeVisible()
  await expect(row('Ledger mirror')).toContainText('0 %')
  await expect(row('Ledger mirror')).toContainText('503')
  await expect(row('Good one').getByRole('img', { name: 'Delivering' })).toBeVisible()
  await expect(row('Good one')).toContainText('50 %')
  await expect(row('Good one').getByRole('img', { name: 'some failed in 1' })).toBeVisible()
  await expect(row('Idle one')).toContainText('Never')

  // the page of one has the day hour by hour, for eyes, keyboard and screen readers
  await open(page, good.path)
  await expect(page.getByRole('main').getByText('Delivering', { exact: true })).toBeVisible()
  const chart = page.getByRole('group', { name: 'Attempts, UTC, hour by hour' })
  await chart.getByRole('radio').last().focus()
  await expect(chart.getByText('delivered').last()).toBeVisible()
  const table = page.getByRole('table', { name: 'The last 24 hours by hour, UTC' })
  await expect(table.getByRole('row')).toHaveCount(25)
})

test('one that Patchbay paused says why, until somebody resumes it', async ({ as, team }) => {
  const endpoint = await team.endpoint('standard', { name: 'Ledger mirror', active: false })
  await failing(team, endpoint, { paused: true, gone: true })
  const page = await as('developer')
  await open(page, endpoint.path)
  const banner = page.getByRole('status').filter({ hasText: 'Patchbay paused this endpoint' })
  await expect(banner).toContainText('410 Gone')
  await page.getByRole('switch', { name: 'Active' }).click()
  await expect(banner).toHaveCount(0)
  await expect(async () => expect((await team.read(endpoint.id)).active).toBe(true)).toPass()
  await reload(page)
  await expect(page.getByRole('switch', { name: 'Active' })).toBeChecked()
  await expect(banner).toHaveCount(0)
  expect(await db().endpointFailure.count({ where: { endpointId: endpoint.id } })).toBe(0)
})

test('the team says for how long deliveries are kept, and when failing endpoints are paused', async ({
  as,
  team,
}) => {
  const page = await as('admin')
  await open(page, `/${team.slug}/settings`)
  await expect(field(page, 'Days kept')).toContainText('90 days, as this server does')
  await expect(field(page, 'Failing endpoints')).toContainText('Paused after 5 days')

  await editButton(page, 'Days kept').click()
  const days = field(page, 'Days kept').getByRole('textbox')
  await days.fill('a week')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Days kept').getByRole('alert')).toContainText('from 1 to 90, or nothing')
  await days.fill('999')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Days kept').getByRole('alert')).toHaveText('This server keeps 90 days at most.')
  await days.fill('7')
  const { input } = await callBy(page, 'updateDeliverySettingsAction', () => page.keyboard.press('Enter'))
  expect(input.patch).toEqual({ retentionDays: 7 })
  await expect(toast(page, 'Days kept: 7 days')).toBeVisible()

  // the same number is no change
  await reload(page)
  const calls = watchCalls(page, 'updateDeliverySettingsAction')
  await editButton(page, 'Days kept').click()
  await days.fill('07')
  await page.keyboard.press('Enter')
  await expect(editButton(page, 'Days kept')).toBeFocused()
  await expect(field(page, 'Days kept').getByRole('status')).toBeEmpty()
  await expect(toast(page, 'Days kept')).toHaveCount(0)
  expect(calls).toEqual([])

  await editButton(page, 'Failing endpoints').click()
  await field(page, 'Failing endpoints').getByRole('textbox').fill('')
  await page.keyboard.press('Enter')
  await expect(toast(page, 'Failing endpoints: Never paused')).toBeVisible()
  await reload(page)
  await expect(field(page, 'Days kept')).toContainText('7 days')
  await expect(field(page, 'Failing endpoints')).toContainText('Never paused')
  await page.goto(`/${team.slug}/audit`)
  await expect(page.getByText('Days before a failing endpoint is paused').first()).toBeVisible()
})

test('who may not change the team reads its settings', async ({ as, team }) => {
  const page = await as('support')
  await open(page, `/${team.slug}/settings`)
  await expect(field(page, 'Days kept')).toContainText('90 days')
  await expect(editButton(page, 'Days kept')).toHaveCount(0)
})
