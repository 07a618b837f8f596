import type { Page } from '@playwright/test'
import { callBy } from '#e2e/kit/action-calls.ts'
import { chooseEvent, type FieldEdit, mapEntry, removeKey, turnOff, typeText } from '#e2e/kit/field-edits.ts'
import { expect, nameOf, test } from '#e2e/kit/own-team.ts'
import { eventBox, field, history, open, toast } from '#e2e/kit/pages.ts'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const revertButton = (page: Page, name: string, at = 0) =>
  history(page)
    .nth(at)
    .getByRole('button', { name: `Revert ${name}`, exact: true })

test.describe('Undo in the toast', () => {
  const before = { description: 'Before', metadata: { plan: 'free' } }
  const deeds: readonly (readonly [FieldEdit, undone: (page: Page) => Promise<void>])[] = [
    [typeText('description', 'After'), (page) => expect(field(page, 'Description')).toContainText('Before')],
    [
      chooseEvent('invoice.paid', ['invoice.created']),
      (page) => expect(eventBox(page, 'invoice.paid')).not.toBeChecked(),
    ],
    [
      turnOff('tlsVerification'),
      (page) => expect(page.getByRole('switch', { name: 'TLS verification' })).toBeChecked(),
    ],
    [
      removeKey('metadata', 'plan'),
      (page) => expect(mapEntry(page, 'metadata', 'plan')).toContainText('free'),
    ],
  ]
  for (const [edit, undone] of deeds) {
    test(`really reverts ${fieldLabels[edit.field]}; the history has both`, async ({ as, team }) => {
      const endpoint = await team.endpoint('standard', before)
      const { version: first, updatedAt: _, ...original } = await team.read(endpoint.id)
      const page = await as('developer')
      await open(page, endpoint.path)
      await edit.deed(page)
      const { input } = await callBy(page, 'revertChangeAction', () =>
        toast(page, edit.done).getByRole('button', { name: 'Undo' }).click(),
      )
      await expect(toast(page, 'Undone')).toBeVisible()
      await undone(page)
      const [revert, change] = await team.changes(endpoint.id)
      expect(input).toEqual({ team: team.slug, changeId: change?.id })
      expect(revert?.revertsId).toBe(change?.id)
      const { version, updatedAt: __, ...after } = await team.read(endpoint.id)
      expect([after, version]).toEqual([original, first + 2])
      await expect(history(page)).toHaveCount(3)
      await expect(history(page).first()).toContainText(`Reverts ${nameOf.developer}’s change`)
    })
  }
})

test.describe('the history', () => {
  const patch = { name: 'Renamed', description: 'After', metadata: { plan: 'enterprise' } }
  const before = { name: 'Billing', description: 'Before', metadata: { plan: 'free', owner: 'data' } }

  test('shows who changed what, before and after', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', before)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch })
    const page = await as('viewer')
    await open(page, endpoint.path)
    const [change, created] = [history(page).nth(0), history(page).nth(1)]
    await expect(change).toContainText(nameOf.admin)
    await expect(change.getByRole('deletion')).toHaveText(['Billing', 'Before', 'free'])
    await expect(change.getByRole('insertion')).toHaveText(['Renamed', 'After', 'enterprise'])
    await expect(created).toContainText(`${nameOf.developer} `)
    await expect(created).toContainText('Created')
    // who may only read has no way back
    await expect(page.getByRole('button', { name: /^Revert/ })).toHaveCount(0)
  })

  test('takes one field of a change back, and leaves the rest of it', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', before)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch })
    const page = await as('developer')
    await open(page, endpoint.path)
    const { input } = await callBy(page, 'revertChangeAction', () =>
      revertButton(page, 'Description').click(),
    )
    const [, change] = await team.changes(endpoint.id)
    expect(input).toEqual({ team: team.slug, changeId: change?.id, field: 'description' })
    await expect(toast(page, 'Description reverted')).toBeVisible()
    await expect(field(page, 'Description')).toContainText('Before')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed')
    await expect(history(page).first()).toContainText(`Reverts ${nameOf.admin}’s change`)

    const key = await callBy(page, 'revertChangeAction', () => revertButton(page, 'Metadata plan', 1).click())
    expect(key.input).toEqual({ team: team.slug, changeId: change?.id, field: 'metadata', key: 'plan' })
    await expect(mapEntry(page, 'metadata', 'plan')).toContainText('free')
    expect(await team.read(endpoint.id)).toMatchObject({
      version: 4,
      name: 'Renamed',
      description: 'Before',
      metadata: { plan: 'free', owner: 'data' },
    })
  })

  test('takes a whole change back, and the way back back', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', before)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch })
    const page = await as('developer')
    await open(page, endpoint.path)
    await revertButton(page, 'all 3 fields').click()
    await expect(toast(page, '3 fields reverted')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Billing')
    expect(await team.read(endpoint.id)).toMatchObject({ version: 3, ...before })
    await toast(page, '3 fields reverted').getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed')
    expect(await team.read(endpoint.id)).toMatchObject({ version: 4, name: 'Renamed', description: 'After' })
  })

  test('does not take back what was changed again since, and says so at the change', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', before)
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { description: 'After' } })
    const page = await as('developer')
    await open(page, endpoint.path)
    await updateEndpoint(team.ctx('owner'), { id: endpoint.id, patch: { description: 'Later' } })
    await revertButton(page, 'Description').click()
    await expect(history(page).getByRole('alert')).toHaveText(
      'Description was changed again since. Edit it instead.',
    )
    expect(await team.read(endpoint.id)).toMatchObject({ version: 3, description: 'Later' })
  })

  test('has no way back to a credential, and never shows one', async ({ as, team }) => {
    const [old, fresh] = ['Bearer old-credential-x81', 'Bearer new-credential-y92']
    for (const value of [old, fresh]) registerSecret('api-key', value)
    const endpoint = await team.endpoint('standard', { headers: { Authorization: old } })
    await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { headers: { Authorization: fresh } } })
    const page = await as('admin')
    await open(page, endpoint.path)
    await expect(history(page).first()).toContainText('Header Authorization ••••••••')
    await expect(page.getByRole('button', { name: /^Revert/ })).toHaveCount(0)
    const html = await page.content()
    expect([html.includes(old), html.includes(fresh)]).toEqual([false, false])
  })

  test('goes on beyond its first page', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    for (let at = 1; at <= 21; at++)
      await updateEndpoint(team.ctx('admin'), { id: endpoint.id, patch: { description: `Text ${at}` } })
    const page = await as('viewer')
    await open(page, endpoint.path)
    await expect(history(page)).toHaveCount(20)
    await page.getByRole('button', { name: 'Show older changes' }).click()
    await expect(history(page)).toHaveCount(22)
    await expect(history(page).last()).toContainText('Created')
  })

  test('opens the fields of a creation for who wants to see them', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'Before' })
    const page = await as('viewer')
    await open(page, endpoint.path)
    await history(page).first().getByRole('button', { name: 'Show 4 fields' }).click()
    await expect(history(page).first().getByRole('insertion')).toHaveText([
      endpoint.name,
      'Before',
      'https://billing.example/hooks',
      /invoice\.created/,
    ])
  })
})
