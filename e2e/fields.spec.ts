import { callBy, watchCalls } from '#e2e/kit/action-calls.ts'
import {
  addKey,
  chooseEvent,
  chooseVersion,
  editKey,
  type FieldEdit,
  mapEntry,
  removeKey,
  replaceCredential,
  turnOff,
  typeText,
} from '#e2e/kit/field-edits.ts'
import { expect, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { beginTyping, editButton, field, history, open, reload, toast } from '#e2e/kit/pages.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { endpointFields, fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const oldCredential = 'old-header-credential-1'
const newCredential = 'new-header-credential-2'

interface Case {
  readonly dialect: string
  readonly fields?: Record<string, unknown>
  /** what is done to it, one after another */
  readonly edits: readonly FieldEdit[]
}

const cases: readonly Case[] = [
  {
    dialect: 'standard',
    fields: {
      description: 'Before',
      headers: { 'X-Team': 'billing', 'X-Api-Key': oldCredential },
      metadata: { plan: 'free', region: 'eu-west' },
    },
    edits: [
      typeText('name', 'Billing, renamed'),
      typeText('url', 'https://billing.example/v2'),
      typeText('description', 'After'),
      chooseEvent('invoice.paid', ['invoice.created']),
      turnOff('active'),
      turnOff('tlsVerification'),
      editKey('headers', 'X-Team', 'payments'),
      replaceCredential('X-Api-Key', newCredential),
      addKey('headers', 'X-Region', 'north'),
      removeKey('headers', 'X-Team'),
      editKey('metadata', 'plan', 'enterprise'),
      addKey('metadata', 'owner', 'data-platform'),
      removeKey('metadata', 'region'),
    ],
  },
  {
    dialect: 'composio',
    edits: [
      typeText('name', 'Agents, renamed'),
      typeText('url', 'https://agents.example/v2'),
      chooseVersion('V2'),
      chooseVersion('V3'),
      chooseEvent('composio.trigger.disabled', ['composio.trigger.message']),
      turnOff('active'),
    ],
  },
  {
    dialect: 'selfcommunity',
    fields: { events: ['comment.created'] },
    edits: [
      typeText('name', 'Feed, renamed'),
      typeText('url', 'http://feed.example/v2'),
      typeText('description', 'Mirrors comments'),
      chooseEvent('comment.updated', ['comment.created']),
      turnOff('active'),
      turnOff('tlsVerification'),
    ],
  },
  {
    dialect: 'storno',
    fields: { events: ['payment.created'] },
    edits: [
      typeText('name', 'Ledger, renamed'),
      typeText('url', 'https://ledger.example/v2'),
      typeText('description', 'Invoice status to the ledger'),
      chooseEvent('payment.deleted', ['payment.created']),
      turnOff('active'),
    ],
  },
  {
    dialect: 'vendaze',
    edits: [
      typeText('name', 'Mirror, renamed'),
      typeText('url', 'https://crm.example/v2'),
      chooseEvent('deal.lost', ['deal.won']),
      turnOff('active'),
    ],
  },
]

test.describe('each field is edited alone', () => {
  for (const { dialect, fields, edits } of cases) {
    test(`${dialect}: only what was touched is sent, and only that changes`, async ({ as, team }) => {
      for (const credential of [oldCredential, newCredential]) registerSecret('api-key', credential)
      const endpoint = await team.endpoint(dialect, fields)
      const page = await as('developer')
      await open(page, endpoint.path)
      for (const edit of edits) {
        await test.step(`${edit.field} ${edit.key ?? ''}`, async () => {
          const before = await team.read(endpoint.id)
          const { input } = await callBy(page, 'updateEndpointAction', () => edit.deed(page))
          expect(input).toEqual({
            team: team.slug,
            id: endpoint.id,
            version: before.version,
            patch: edit.patch,
          })
          await expect(toast(page, edit.done)).toBeVisible()
          await edit.shown(page)
          await expectOnlyChange(team, before, edit)
        })
      }
      await reload(page)
      // of several edits of one thing the last counts
      const last = new Map(edits.map((edit) => [`${edit.field} ${edit.key ?? ''}`, edit]))
      for (const edit of last.values()) await edit.shown(page)
    })
  }

  test('every field of every dialect has its row, and no other', async ({ as, team }) => {
    const page = await as('developer')
    for (const { dialect, edits } of cases) {
      const profile = profileOf(dialect)
      const endpoint = await team.endpoint(dialect)
      await open(page, endpoint.path)
      for (const name of endpointFields) {
        const isThere = profile?.fields[name] !== null
        await expect(field(page, fieldLabels[name]), `${dialect}: ${name}`).toHaveCount(isThere ? 1 : 0)
        // signing asks first, and has a test of its own
        if (name !== 'signing') expect(edits.some((edit) => edit.field === name)).toBe(isThere)
      }
    }
  })

  test('a header that is a credential is stored, and never shown', async ({ as, team }) => {
    const secret = registerSecret('api-key', 'Bearer q7Jx-credential-of-a-header')
    const endpoint = await team.endpoint('standard', { headers: { 'X-Team': 'billing' } })
    const page = await as('developer')
    await open(page, endpoint.path)
    const map = field(page, 'Custom headers')
    await map.getByRole('button', { name: 'Add header' }).click()
    await map.getByRole('textbox', { name: 'Header name' }).fill('Authorization')
    await expect(map.getByText('By its name this is a credential')).toBeVisible()
    await map.getByRole('textbox', { name: 'Value' }).fill(secret)
    const { input } = await callBy(page, 'updateEndpointAction', () => page.keyboard.press('Enter'))
    expect(input.patch).toEqual({ headers: { Authorization: secret } })
    await expect(mapEntry(page, 'headers', 'Authorization')).toContainText('••••••••')
    await expect(history(page).first()).toContainText('Header Authorization')
    expect(await page.content()).not.toContain(secret)
    expect((await team.read(endpoint.id)).headers).toEqual({ 'X-Team': 'billing', Authorization: secret })
    // what was never written down cannot come back, so no way back is offered
    await expect(toast(page, 'Authorization added').getByRole('button', { name: 'Undo' })).toHaveCount(0)
    await expect(
      history(page)
        .first()
        .getByRole('button', { name: /^Revert/ }),
    ).toHaveCount(0)

    // and for the same reason removing it is asked about
    const calls = watchCalls(page, 'updateEndpointAction')
    const question = page.getByRole('alertdialog', { name: 'Remove Authorization?' })
    await map.getByRole('button', { name: 'Remove Authorization' }).click()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(mapEntry(page, 'headers', 'Authorization')).toBeVisible()
    await map.getByRole('button', { name: 'Remove Authorization' }).click()
    await question.getByRole('button', { name: 'Remove' }).click()
    await expect(mapEntry(page, 'headers', 'Authorization')).toHaveCount(0)
    await expect(map.getByRole('button', { name: 'Add header' })).toBeFocused()
    expect(calls.map((call) => call.input.patch)).toEqual([{ headers: { Authorization: null } }])
    expect((await team.read(endpoint.id)).headers).toEqual({ 'X-Team': 'billing' })
  })
})

test('an empty description clears it, and Shift with Enter makes a new line', async ({ as, team }) => {
  const endpoint = await team.endpoint('standard', { description: 'Before' })
  const page = await as('developer')
  await open(page, endpoint.path)
  const box = await beginTyping(page, 'Description', 'One')
  await box.press('Shift+Enter')
  await box.pressSequentially('Two')
  const typed = await callBy(page, 'updateEndpointAction', () => box.press('Enter'))
  expect(typed.input.patch).toEqual({ description: 'One\nTwo' })
  await expect(editButton(page, 'Description')).toBeFocused()
  await editButton(page, 'Description').click()
  await expect(box).toBeFocused()
  await page.keyboard.type(' and on')
  await expect(box).toHaveValue('One\nTwo and on')
  await box.fill('')
  const cleared = await callBy(page, 'updateEndpointAction', () => box.press('Enter'))
  expect(cleared.input.patch).toEqual({ description: null })
  await expect(field(page, 'Description')).toContainText('No description')
  expect((await team.read(endpoint.id)).description).toBeNull()
})

/** The database has the edit, and nothing else of the endpoint has moved; the audit log has the one step. */
async function expectOnlyChange(
  team: OwnTeam,
  before: Awaited<ReturnType<OwnTeam['read']>>,
  edit: FieldEdit,
): Promise<void> {
  const after = await team.read(before.id)
  expect(after.version).toBe(before.version + 1)
  const [change] = await team.changes(before.id)
  expect(change?.fields).toHaveLength(1)
  expect(change?.fields[0]).toMatchObject({ field: edit.field, ...(edit.key ? { key: edit.key } : {}) })
  const wanted = edit.patch[edit.field]
  if (edit.field === 'events') {
    const names = after.events.map((event) => event.type)
    expect(names).toEqual(wanted)
    expect(after.events).toEqual(expect.arrayContaining([...before.events]))
  } else if (edit.field === 'headers' || edit.field === 'metadata') {
    const merged = Object.entries({ ...before[edit.field], ...(wanted as Record<string, string | null>) })
    expect(after[edit.field]).toEqual(Object.fromEntries(merged.filter(([, value]) => value !== null)))
  } else {
    expect(after[edit.field]).toBe(wanted)
  }
  const rest = ({ version: _, updatedAt: __, [edit.field]: ___, ...others }: typeof after) => others
  expect(rest(after)).toEqual(rest(before))
}
