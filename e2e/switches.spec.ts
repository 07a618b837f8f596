import type { Page } from '@playwright/test'
import { callBy, watchCalls } from '#e2e/kit/action-calls.ts'
import { holding } from '#e2e/kit/answers.ts'
import { expect, nameOf, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { field, history, open, reload, row, toast } from '#e2e/kit/pages.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const theSwitch = (page: Page, label: string) =>
  field(page, label).getByRole('switch', { name: label, exact: true })

/** Somebody switches a thing off and on again behind the page's back: what it shows is right, and yet out of date. */
async function offAndOn(team: OwnTeam, id: string, name: 'active' | 'tlsVerification'): Promise<void> {
  for (const on of [false, true]) await updateEndpoint(team.ctx('admin'), { id, patch: { [name]: on } })
}

test.describe('the active switch in the list', () => {
  const inRow = (page: Page, name: string) => row(page, name).getByRole('switch', { name: `${name} active` })

  test('pauses and activates from the row, and offers the way back', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { name: 'In the list' })
    await team.endpoint('standard', { name: 'Beside it' })
    const page = await as('developer')
    await open(page, team.path)
    const { input } = await callBy(page, 'updateEndpointAction', () => inRow(page, 'In the list').click())
    expect(input).toEqual({ team: team.slug, id: endpoint.id, version: 1, patch: { active: false } })
    await expect(inRow(page, 'In the list')).not.toBeChecked()
    await expect(inRow(page, 'Beside it')).toBeChecked()
    await expect(row(page, 'In the list').getByRole('img', { name: 'Paused' })).toBeVisible()
    expect(await team.read(endpoint.id)).toMatchObject({ active: false, version: 2 })

    await toast(page, 'In the list is paused').getByRole('button', { name: 'Undo' }).click()
    await expect(inRow(page, 'In the list')).toBeChecked()
    await expect(toast(page, 'Undone')).toBeVisible()
    expect(await team.read(endpoint.id)).toMatchObject({ active: true, version: 3 })

    // the row knows the version that its own changes made
    const again = await callBy(page, 'updateEndpointAction', () => inRow(page, 'In the list').click())
    expect(again.input).toMatchObject({ version: 3, patch: { active: false } })
    await expect(toast(page, 'In the list is paused')).toBeVisible()
    await reload(page)
    await expect(inRow(page, 'In the list')).not.toBeChecked()
  })

  test('says what is lost meanwhile where nothing waits', async ({ as, team }) => {
    await team.endpoint('storno', { name: 'Ledger' })
    await team.endpoint('standard', { name: 'Billing sync' })
    const page = await as('developer')
    await open(page, team.path)
    const lost = 'While paused, new events are dropped for good.'
    await inRow(page, 'Ledger').click()
    await expect(toast(page, 'Ledger is paused')).toContainText(lost)
    await inRow(page, 'Billing sync').click()
    await expect(toast(page, 'Billing sync is paused')).not.toContainText(lost)
    await inRow(page, 'Ledger').click()
    await expect(toast(page, 'Ledger is active')).not.toContainText(lost)
  })

  test('goes back by itself when it is refused, and says why', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { name: 'Contended' })
    const page = await as('developer')
    await open(page, team.path)
    await offAndOn(team, endpoint.id, 'active')
    await inRow(page, 'Contended').click()
    await expect(toast(page, 'Contended could not be paused')).toContainText(
      `${nameOf.admin} changed Active meanwhile.`,
    )
    await expect(inRow(page, 'Contended')).toBeChecked()
    expect(await team.read(endpoint.id)).toMatchObject({ active: true, version: 3 })
    // with what the list has read since, it works
    await inRow(page, 'Contended').click()
    await expect(toast(page, 'Contended is paused')).toBeVisible()
    expect(await team.read(endpoint.id)).toMatchObject({ active: false, version: 4 })
  })

  test('asks what becomes of deliveries that wait, and drops them when that is chosen', async ({
    as,
    team,
  }) => {
    const { id } = await team.endpoint('standard', {
      name: 'Awaited',
      active: false,
      events: ['invoice.paid'],
    })
    const page = await as('developer')
    await open(page, team.path)
    // the page saw none waiting a moment ago
    await inRow(page, 'Awaited').click()
    await expect(toast(page, 'Awaited is active')).toBeVisible()
    await inRow(page, 'Awaited').click()
    await expect(toast(page, 'Awaited is paused')).toBeVisible()
    await publishMessage(team.ctx('admin'), { dialect: 'standard', eventType: 'invoice.paid', payload: {} })
    await inRow(page, 'Awaited').click()
    const dialog = page.getByRole('dialog', { name: 'Resume Awaited?' })
    await expect(dialog).toContainText('1 delivery waited for it')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(inRow(page, 'Awaited')).not.toBeChecked()
    expect((await team.read(id)).active).toBe(false)

    await inRow(page, 'Awaited').click()
    await dialog.getByRole('radio', { name: /^Drop it/ }).check()
    await dialog.getByRole('button', { name: 'Resume and drop' }).click()
    await expect(inRow(page, 'Awaited')).toBeChecked()
    await expect.poll(async () => (await team.read(id)).active).toBe(true)
    const { items } = await browseDeliveries(team.ctx('viewer'), { states: ['cancelled'] })
    expect(items).toHaveLength(1)
  })

  test('is a word to who may not switch', async ({ as, team }) => {
    await team.endpoint('standard', { name: 'Only to look at' })
    const page = await as('support')
    await open(page, team.path)
    await expect(
      row(page, 'Only to look at').getByRole('cell', { name: 'Active', exact: true }),
    ).toBeVisible()
    await expect(page.getByRole('switch')).toHaveCount(0)
  })
})

test.describe('the active switch on the page', () => {
  const whilePaused = [
    ['standard', 'While paused, deliveries wait.', 'Deliveries wait until it is active again.'],
    [
      'storno',
      'While paused, new events are dropped for good.',
      'New events are dropped, and never sent later.',
    ],
  ] as const
  for (const [dialect, before, after] of whilePaused) {
    test(`says what happens to deliveries meanwhile: ${dialect}`, async ({ as, team }) => {
      const endpoint = await team.endpoint(dialect)
      const page = await as('developer')
      await open(page, endpoint.path)
      await expect(field(page, 'Active')).toContainText(before)
      await theSwitch(page, 'Active').click()
      await expect(field(page, 'Active')).toContainText(after)
      await expect(history(page).first()).toContainText('Active active')
      await expect(history(page).first()).toContainText('paused')
      expect((await team.read(endpoint.id)).active).toBe(false)
    })
  }

  test('goes back by itself when it is refused, and says why beside it', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    await offAndOn(team, endpoint.id, 'active')
    await theSwitch(page, 'Active').click()
    await expect(field(page, 'Active').getByRole('alert')).toHaveText(
      `${nameOf.admin} changed this a moment ago. Look again.`,
    )
    await expect(theSwitch(page, 'Active')).toBeChecked()
    expect(await team.read(endpoint.id)).toMatchObject({ active: true, version: 3 })
    await theSwitch(page, 'Active').click()
    await expect(field(page, 'Active').getByRole('alert')).toHaveCount(0)
    await expect(toast(page, 'Endpoint is paused')).toBeVisible()
    expect(await team.read(endpoint.id)).toMatchObject({ active: false, version: 4 })
  })
})

test.describe('TLS verification', () => {
  test('warns in plain words while it is off', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    const warning = field(page, 'TLS verification').getByText('even with an expired or forged certificate')
    await expect(field(page, 'TLS verification')).toContainText('We refuse receivers whose certificate')
    await theSwitch(page, 'TLS verification').click()
    await expect(warning).toBeVisible()
    await expect(theSwitch(page, 'TLS verification')).toHaveAccessibleDescription(
      /Others on the way could read/,
    )
    await expect(toast(page, 'TLS verification is off')).toBeVisible()
    await reload(page)
    await expect(warning).toBeVisible()
    const { input } = await callBy(page, 'updateEndpointAction', () =>
      theSwitch(page, 'TLS verification').click(),
    )
    expect(input).toMatchObject({ version: 2, patch: { tlsVerification: true } })
    await expect(warning).toHaveCount(0)
  })

  test('goes back by itself when it is refused', async ({ as, team }) => {
    const endpoint = await team.endpoint('selfcommunity')
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(field(page, 'TLS verification')).toContainText('no effect on a URL that begins with http://')
    await offAndOn(team, endpoint.id, 'tlsVerification')
    await theSwitch(page, 'TLS verification').click()
    await expect(field(page, 'TLS verification').getByRole('alert')).toContainText(nameOf.admin)
    await expect(theSwitch(page, 'TLS verification')).toBeChecked()
  })
})

test.describe('signing', () => {
  const dialog = (page: Page, name: string) => page.getByRole('alertdialog', { name })
  const secretRow = (page: Page) => field(page, 'Signing secret')

  test('is turned off only after its consequence was agreed to', async ({ as, team }) => {
    const endpoint = await team.endpoint('vendaze', { signing: true })
    const page = await as('developer')
    await open(page, endpoint.path)
    const calls = watchCalls(page, 'updateEndpointAction')
    await theSwitch(page, 'Signing').click()
    await expect(dialog(page, 'Turn signing off?')).toContainText('The secret is destroyed for good')
    await dialog(page, 'Turn signing off?').getByRole('button', { name: 'Cancel' }).click()
    await expect(theSwitch(page, 'Signing')).toBeChecked()
    await expect(theSwitch(page, 'Signing')).toBeFocused()
    await theSwitch(page, 'Signing').press('Space')
    await page.keyboard.press('Escape')
    await expect(theSwitch(page, 'Signing')).toBeChecked()
    expect(calls).toEqual([])

    await theSwitch(page, 'Signing').click()
    const { input } = await callBy(page, 'updateEndpointAction', () =>
      dialog(page, 'Turn signing off?').getByRole('button', { name: 'Turn off' }).click(),
    )
    expect(input).toEqual({ team: team.slug, id: endpoint.id, version: 1, patch: { signing: false } })
    await expect(secretRow(page)).toContainText('None: signing is off.')
    await expect(field(page, 'Verification')).toHaveCount(0)
    // what was destroyed cannot come back, so no way back is offered
    await expect(toast(page, 'Signing is off').getByRole('button', { name: 'Undo' })).toHaveCount(0)
    expect(await team.read(endpoint.id)).toMatchObject({ signing: false, secrets: [] })
  })

  test('makes a secret when it is turned on, and shows it once', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('vendaze', { signing: false })
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(field(page, 'Signing')).toContainText('Deliveries are not signed')
    await theSwitch(page, 'Signing').click()
    await expect(dialog(page, 'Turn signing on?')).toContainText('A new secret is made and shown once.')
    const { input } = await callBy(page, 'updateEndpointAction', () =>
      dialog(page, 'Turn signing on?').getByRole('button', { name: 'Turn on' }).click(),
    )
    expect(input.patch).toEqual({ signing: true })
    const secret = await dialog(page, 'New signing secret')
      .getByText(/^whsec_[0-9a-f]{64}$/)
      .innerText()
    registerSecret('endpoint-secret', secret)
    await page.keyboard.press('Escape')
    await dialog(page, 'New signing secret').getByRole('button', { name: 'I have stored it' }).click()
    await expect(dialog(page, 'New signing secret')).toHaveCount(0)
    await expect(secretRow(page)).toContainText('whsec_••••')
    expect(await page.content()).not.toContain(secret)
    const { signing, secrets } = await team.read(endpoint.id)
    expect([signing, secrets.length]).toEqual([true, 1])
    expect(holding(answers, secret)).toEqual(['updateEndpointAction'])
  })

  test('comes back from the history with another secret, shown once', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('vendaze', { signing: true })
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { signing: false } })
    const page = await as('developer')
    await open(page, endpoint.path)
    await history(page).first().getByRole('button', { name: 'Revert Signing' }).click()
    const shown = dialog(page, 'New signing secret')
    const secret = registerSecret(
      'endpoint-secret',
      await shown.getByText(/^whsec_[0-9a-f]{64}$/).innerText(),
    )
    expect(secret).not.toBe(endpoint.secret)
    await shown.getByRole('button', { name: 'I have stored it' }).click()
    await expect(theSwitch(page, 'Signing')).toBeChecked()
    await expect(toast(page, 'Signing reverted').getByRole('button', { name: 'Undo' })).toHaveCount(0)
    expect(await page.content()).not.toContain(secret)
    expect(holding(answers, secret)).toEqual(['revertChangeAction'])
  })
})
