import { callBy, replay } from '#e2e/kit/action-calls.ts'
import { holding } from '#e2e/kit/answers.ts'
import { expectSound } from '#e2e/kit/axe.ts'
import { open, reload, toast } from '#e2e/kit/pages.ts'
import {
  drawer,
  expect,
  listOf,
  type OwnTeam,
  openRow,
  overlay,
  publish,
  rows,
  test,
  type Wire,
} from '#e2e/kit/wire.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

test.describe('what is published', () => {
  test('arrives, and shows up by itself, with all that was sent and answered', async ({ as, team, wire }) => {
    const { receiver } = wire
    receiver.reply(() => ({ status: 201, headers: { 'x-served-by': 'b7' }, body: '{"stored":true}' }))
    await wire.endpoint()
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(page.getByRole('heading', { name: 'No deliveries yet' })).toBeVisible()

    const { id } = await publish(team, { note: 'mit Ümlaut' })
    const [request] = await receiver.received(1)
    expect(request?.headers['webhook-id']).toBe(`msg_${id}`)
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('Delivered')
    await expect(rows(page)).toContainText('Billing sync')
    await expect(rows(page)).toContainText('201 · ')

    await openRow(page, rows(page))
    await expect(drawer(page)).toContainText(id)
    await expect(drawer(page).getByRole('region', { name: 'Response headers' })).toContainText('b7')
    await expect(drawer(page).getByRole('region', { name: 'Response body' })).toContainText('"stored": true')
    await drawer(page).getByRole('tab', { name: 'Request' }).click()
    await expect(drawer(page).getByRole('region', { name: 'Request headers' })).toContainText(`msg_${id}`)
    await expect(drawer(page)).toContainText('mit Ümlaut')
    await reload(page)
    await expect(drawer(page)).toContainText(id)
    await drawer(page).getByRole('button', { name: 'Close' }).click()
    await expect(page).toHaveURL(new RegExp(`${listOf(team)}$`))
  })

  test('and refused is tried again, is explained, and can be replayed before its time', async ({
    as,
    team,
    wire,
  }) => {
    const { receiver } = wire
    receiver.reply(() => ({ status: 503, headers: { 'retry-after': '3600' }, body: 'busy' }))
    await wire.endpoint()
    const page = await as('support')
    await open(page, `${listOf(team)}?state=pending`)
    await publish(team)
    await expect(rows(page)).toContainText('Retrying')
    await openRow(page, rows(page))
    await expect(drawer(page)).toContainText('was not able to answer')
    const timeline = drawer(page).getByRole('list', { name: 'Attempts' }).getByRole('listitem')
    await expect(timeline).toHaveCount(2)
    await expect(timeline.last()).toContainText(/Next attempt in (1\sh|60\smin|59\smin)/)

    receiver.reply(() => ({ status: 200 }))
    await callBy(page, 'replayDeliveryAction', () =>
      drawer(page).getByRole('button', { name: 'Replay' }).click(),
    )
    const said = toast(page, 'invoice.created is sent again')
    await expect(said).toBeVisible()
    // and stands over the drawer's buttons, not on them
    const { y, height } = (await said.boundingBox()) ?? { y: 0, height: 0 }
    const buttons = await drawer(page).getByRole('button', { name: 'Replay' }).boundingBox()
    expect(y + height).toBeLessThan(buttons?.y ?? 0)
    // it leads to the new one, and follows it
    await expect(drawer(page)).toContainText('Sent by hand')
    await expect(drawer(page)).toContainText('Delivered')
    expect(receiver.requests()).toHaveLength(2)
    await drawer(page).getByRole('button', { name: 'Close' }).click()
    // nothing is planned any more
    await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible()
    const { items } = await browseDeliveries(team.ctx('viewer'), {})
    expect(items.map(({ state }) => state)).toEqual(['succeeded', 'cancelled'])
  })

  test('keeps its credentials to itself, on the screen and in every answer', async ({
    as,
    team,
    wire,
    answers,
  }) => {
    const secret = registerSecret('guarded-value', crypto.randomUUID())
    await wire.endpoint({ headers: { 'X-Api-Key': secret, 'X-Team': 'billing' } })
    await publish(team)
    const [request] = await wire.receiver.received(1)
    expect(request?.headers['x-api-key']).toBe(secret)
    const page = await as('owner')
    await open(page, listOf(team))
    await expect(rows(page)).toContainText('Delivered')
    await openRow(page, rows(page))
    await drawer(page).getByRole('tab', { name: 'Request' }).click()
    const headers = drawer(page).getByRole('region', { name: 'Request headers' })
    await expect(headers).toContainText('••••••••')
    await expect(headers).toContainText('billing')
    expect(holding(answers, secret)).toEqual([])
  })
})

test.describe('the list', () => {
  test('says of what should have been sent that it is due', async ({ as, team }) => {
    const { id } = await team.endpoint('standard')
    await insertDelivery(
      { teamId: team.ctx('owner').teamId, id },
      {
        state: 'pending',
        nextAttemptAt: new Date(Date.now() - 60_000),
        leasedUntil: new Date(Date.now() + 3_600_000),
      },
    )
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(rows(page)).toContainText('Due now')
    await openRow(page, rows(page))
    await expect(drawer(page)).toContainText('First attempt is due now')
  })

  test('is narrowed by its address, and its filters write it', async ({ as, team, wire }) => {
    const made = await wire.endpoint()
    const other = await team.endpoint('standard', { name: 'Data warehouse', active: false })
    const ofTeam = { teamId: team.ctx('owner').teamId }
    await insertDelivery({ ...ofTeam, id: made.id }, { attempts: 1, lastCode: 200 })
    await insertDelivery({ ...ofTeam, id: made.id }, { state: 'failed', attempts: 3, lastCode: 404 })
    await insertDelivery({ ...ofTeam, id: other.id }, { state: 'held', eventType: 'customer.created' })
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(rows(page)).toHaveCount(3)

    await page.getByRole('button', { name: 'State', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Failed' }).check()
    await page.keyboard.press('Escape')
    await expect(rows(page)).toHaveCount(1)
    await expect(page).toHaveURL(/\?state=failed$/)
    await page.getByRole('button', { name: 'Clear filter State' }).click()

    await page.getByRole('button', { name: 'Endpoint', exact: true }).click()
    await page.getByRole('combobox').fill('ware')
    await page.getByRole('option', { name: /^Data warehouse/ }).click()
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('customer.created')
    await expect(page.getByRole('button', { name: 'Endpoint: Data warehouse' })).toBeVisible()
    await page.goBack()
    await expect(rows(page)).toHaveCount(3)

    await page.getByRole('searchbox').fill('msg_nobody-has-this')
    await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await page.getByRole('menuitemradio', { name: '4xx' }).click()
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('404')
  })

  test('stands still while it is told to', async ({ as, team, wire }) => {
    await wire.endpoint()
    await publish(team)
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(rows(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Pause updates' }).click()
    const other = await as('viewer')
    await open(other, listOf(team))
    await publish(team)
    await expect(rows(other)).toHaveCount(2)
    await expect(rows(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Resume updates' }).click()
    await expect(rows(page)).toHaveCount(2)
  })

  test('is walked page by page', async ({ as, team, wire }) => {
    const made = await wire.endpoint()
    for (let n = 0; n < 51; n++)
      await insertDelivery(
        { id: made.id, teamId: team.ctx('owner').teamId },
        { createdAt: new Date(Date.now() - n * 60_000) },
      )
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(rows(page)).toHaveCount(50)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(rows(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Previous' }).click()
    await expect(rows(page)).toHaveCount(50)
  })
})

test.describe('replaying all that the filters find', () => {
  async function failed(team: OwnTeam, wire: Wire, count: number): Promise<void> {
    const { receiver } = wire
    receiver.reply(() => ({ status: 500 }))
    for (let n = 0; n < count; n++) await publish(team, { id: `in_${n}` })
    await receiver.received(count)
  }

  test('says what it comes to, sends it, and what arrives is not tried again', async ({ as, team, wire }) => {
    await wire.endpoint()
    await failed(team, wire, 3)
    const page = await as('support')
    await open(page, listOf(team))
    await expect(rows(page)).toHaveCount(3)
    await expect(page.getByRole('button', { name: 'Replay all…' })).toHaveCount(0)
    await open(page, `${listOf(team)}?code=5xx`)
    await page.getByRole('button', { name: 'Replay all…' }).click()
    await expect(drawer(page)).toContainText('3 deliveries would be sent again, to 1 endpoint, once each.')
    wire.receiver.reply(() => ({ status: 200 }))
    const before = wire.receiver.requests().length
    await drawer(page).getByRole('button', { name: 'Replay 3 deliveries' }).click()
    await expect(toast(page, '3 deliveries sent again')).toBeVisible()
    await wire.receiver.received(before + 3)
    await open(page, `${listOf(team)}?state=pending`)
    await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible()
    const { items } = await browseDeliveries(team.ctx('viewer'), { states: ['succeeded'] })
    expect(items).toHaveLength(3)
  })

  test('counts what cannot be sent, and is not offered to a viewer', async ({ as, team, wire }) => {
    const { id } = await wire.endpoint({ active: false })
    await publish(team)
    const page = await as('support')
    await open(page, `${listOf(team)}?endpoint=${id}`)
    await page.getByRole('button', { name: 'Replay all…' }).click()
    await expect(drawer(page)).toContainText('1 delivery cannot be sent, because the endpoint is paused')
    await expect(drawer(page).getByRole('button', { name: 'Replay 0 deliveries' })).toBeDisabled()
    const viewer = await as('viewer')
    await open(viewer, `${listOf(team)}?endpoint=${id}`)
    await expect(rows(viewer)).toHaveCount(1)
    await expect(viewer.getByRole('button', { name: 'Replay all…' })).toHaveCount(0)
  })
})

test('a viewer replays nothing, whatever is sent', async ({ as, team, wire }) => {
  await wire.endpoint()
  await publish(team)
  await wire.receiver.received(1)
  const helper = await as('support')
  await open(helper, listOf(team))
  await expect(rows(helper)).toContainText('Delivered')
  await openRow(helper, rows(helper))
  const call = await callBy(helper, 'replayDeliveryAction', () =>
    drawer(helper).getByRole('button', { name: 'Replay' }).click(),
  )
  await wire.receiver.received(2)
  const page = await as('viewer')
  await open(page, listOf(team))
  await openRow(page, rows(page).first())
  await expect(drawer(page).getByRole('button', { name: 'Replay' })).toHaveCount(0)
  await expect(drawer(page)).toContainText('Replaying needs the role support or above.')
  expect((await replay(page, call, call.input)).serverError).toMatchObject({ code: 'forbidden' })
  expect(wire.receiver.requests()).toHaveLength(2)
})

test.describe('can be read and used by everybody', () => {
  test.describe.configure({ timeout: 150_000 })

  test('the list, and its filters', async ({ as, team }) => {
    const page = await as('owner')
    await open(page, listOf(team))
    await expectSound(page, [{ name: 'no deliveries' }])
    await open(page, '/demo/deliveries')
    await expectSound(page, [
      { name: 'deliveries' },
      overlay(page, 'endpoint filter', async () => {
        await page.getByRole('button', { name: 'Endpoint', exact: true }).click()
        await expect(page.getByRole('option').first()).toBeVisible()
      }),
    ])
  })

  test('a delivery that failed, and replaying all that did', async ({ as }) => {
    const page = await as('owner')
    await open(page, '/demo/deliveries?state=failed')
    await expectSound(page, [
      overlay(page, 'replaying all', async () => {
        await page.getByRole('button', { name: 'Replay all…' }).click()
        await expect(drawer(page)).toContainText('would be sent again')
      }),
      overlay(page, 'a failed delivery', async () => {
        await openRow(page, rows(page).first())
        await expect(drawer(page).getByRole('tab', { name: 'Request' })).toBeVisible()
      }),
    ])
  })
})
