import { expectSound } from '#e2e/kit/axe.ts'
import { field, open, reload, toast } from '#e2e/kit/pages.ts'
import { drawer, expect, listOf, overlay, publish, rows, test } from '#e2e/kit/wire.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { updateEventType } from '#lib/domain/event-types/update.ts'

test.describe('a test', () => {
  test('is sent as it was altered, and its answer shown at once', async ({ as, team, wire }) => {
    const { receiver } = wire
    receiver.reply(({ body }) =>
      body.includes('"amount":7') ? { status: 200, body: '{"seen":7}' } : { status: 401, body: 'who?' },
    )
    const { path } = await wire.endpoint({ active: false })
    const page = await as('support')
    await open(page, path)
    await page.getByRole('button', { name: 'Send test' }).click()
    const data = drawer(page).getByRole('textbox', { name: 'Data' })
    await expect(data).toHaveValue(/\{/)
    const send = drawer(page).getByRole('button', { name: /^Send (test|again)$/ })
    await send.click()
    const answer = drawer(page).getByRole('region', { name: 'What the receiver said', exact: true })
    await expect(answer).toContainText('Answered 401')
    await expect(answer).toContainText('The receiver asked for credentials.')
    await expect(answer).toContainText('who?')
    await data.fill('{"amount":7,}')
    await expect(data).toHaveAccessibleDescription(/This is not JSON yet: see line 1/)
    await expect(send).toBeDisabled()
    await data.fill('{"amount":7}')
    await send.click()
    await expect(answer).toContainText('Answered 200')
    await expect(answer).toContainText('"seen": 7')
    expect(receiver.requests().map(({ headers }) => headers['webhook-signature'])).toEqual([
      expect.stringMatching(/^v1,/),
      expect.stringMatching(/^v1,/),
    ])
    await answer.getByRole('link', { name: 'Look at the delivery' }).click()
    await expect(drawer(page)).toContainText('Sent by hand')
    expect(new URL(page.url()).pathname).toBe(listOf(team))
  })

  test('that cannot be connected says why', async ({ as, team }) => {
    const { path } = await team.endpoint('standard', { url: 'https://127.0.0.1:9/hooks' })
    const page = await as('support')
    await open(page, path)
    await page.getByRole('button', { name: 'Send test' }).click()
    await drawer(page).getByRole('button', { name: 'Send test' }).click()
    await expect(drawer(page)).toContainText('Nobody listens at this address')
  })
})

test.describe('what waits for a paused endpoint', () => {
  test('is counted, and goes out when the endpoint is resumed', async ({ as, team, wire }) => {
    const { path } = await wire.endpoint({ active: false })
    const page = await as('developer')
    await open(page, path)
    await publish(team)
    await publish(team)
    await reload(page)
    await expect(page.getByText('2 deliveries wait until the endpoint is resumed.')).toBeVisible()
    await field(page, 'Active').getByRole('switch').click()
    await expect(drawer(page)).toContainText('2 deliveries waited')
    await drawer(page).getByRole('button', { name: 'Resume and send' }).click()
    await wire.receiver.received(2)
    await expect(page.getByRole('paragraph').filter({ hasText: '2 delivered' })).toBeVisible()
    await expect(page.getByText(/wait until the endpoint/)).toHaveCount(0)
  })

  test('is dropped when that is chosen, and nothing of it is ever sent', async ({ as, team, wire }) => {
    const { id, path } = await wire.endpoint({ active: false })
    await publish(team, { id: 'dropped' })
    const page = await as('developer')
    await open(page, path)
    await field(page, 'Active').getByRole('switch').click()
    await drawer(page)
      .getByRole('radio', { name: /^Drop it/ })
      .check()
    await drawer(page).getByRole('button', { name: 'Resume and drop' }).click()
    await expect(toast(page, 'Endpoint is active')).toBeVisible()
    expect((await team.read(id)).active).toBe(true)
    await publish(team, { id: 'sent' })
    const [first] = await wire.receiver.received(1)
    expect(first?.body).toContain('sent')
    const { items } = await browseDeliveries(team.ctx('viewer'), { states: ['cancelled'] })
    expect(items).toHaveLength(1)
  })

  test('stays where it is when nobody decides', async ({ as, team, wire }) => {
    const { id, path } = await wire.endpoint({ active: false })
    await publish(team)
    const page = await as('developer')
    await open(page, path)
    await field(page, 'Active').getByRole('switch').click()
    await drawer(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(field(page, 'Active').getByRole('switch')).not.toBeChecked()
    expect((await team.read(id)).active).toBe(false)
  })
})

test('an event is published by a form that its JSON Schema judges', async ({ as, team, wire }) => {
  await wire.endpoint()
  await updateEventType(team.ctx('owner'), {
    name: 'invoice.created',
    patch: {
      schema: {
        type: 'object',
        required: ['id', 'total'],
        properties: { id: { type: 'string' }, total: { type: 'integer', minimum: 1 } },
      },
    },
  })
  const page = await as('developer')
  await open(page, `/${team.slug}/events?type=invoice.created`)
  await drawer(page).getByRole('button', { name: 'Publish…' }).click()
  const form = page.getByRole('dialog', { name: 'Publish an event' })
  const data = form.getByRole('textbox', { name: 'Data' })
  await expect(data).toHaveValue(/"total": 42/)
  await data.fill('{"id": "in_7", "total": "much"}')
  await form.getByRole('button', { name: 'Publish' }).click()
  await expect(data).toHaveAccessibleDescription(/The payload does not fit its schema: total/)
  expect(wire.receiver.requests()).toHaveLength(0)
  await data.fill('{"id": "in_7", "total": 9007199254740993}')
  await form.getByRole('textbox', { name: /^Your ID/ }).fill('order-7')
  await form.getByRole('button', { name: 'Publish' }).click()
  await expect(form).toContainText('It goes to 1 endpoint.')
  await form.getByRole('button', { name: 'Publish again' }).click()
  await expect(form).toContainText('It had been published already')
  const [request] = await wire.receiver.received(1)
  expect(request?.body).toContain('"data":{"id":"in_7","total":9007199254740993}')
  await form.getByRole('link', { name: 'Look at the deliveries' }).click()
  await expect(rows(page)).toHaveCount(1)
  expect(wire.receiver.requests()).toHaveLength(1)
})

test.describe('can be read and used by everybody', () => {
  test.describe.configure({ timeout: 150_000 })

  test('the page of an endpoint that deliveries wait for, its test, and its resuming', async ({
    as,
    team,
    wire,
  }) => {
    const page = await as('owner')
    const { path } = await wire.endpoint({ active: false })
    await publish(team)
    await open(page, path)
    await expectSound(page, [
      { name: 'endpoint with deliveries' },
      overlay(page, 'test', async () => {
        await page.getByRole('button', { name: 'Send test' }).click()
        await drawer(page).getByRole('button', { name: 'Send test' }).click()
        await expect(drawer(page)).toContainText('Answered 200')
      }),
      overlay(page, 'resuming', () => field(page, 'Active').getByRole('switch').click()),
    ])
  })

  test('publishing', async ({ as, team }) => {
    const page = await as('owner')
    await open(page, `/${team.slug}/events?type=invoice.created`)
    await expectSound(page, [
      {
        name: 'publish',
        open: async () => {
          await page.getByRole('button', { name: 'Publish…' }).click()
          await expect(page.getByRole('textbox', { name: 'Data' })).toBeVisible()
        },
        shut: () => page.keyboard.press('Escape'),
      },
    ])
  })
})
