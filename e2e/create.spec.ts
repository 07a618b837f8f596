import type { Page } from '@playwright/test'
import { callBy, watchCalls } from '#e2e/kit/action-calls.ts'
import { holding, placesOf } from '#e2e/kit/answers.ts'
import { expect, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { field, history, open, row, toast } from '#e2e/kit/pages.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { endpointFields } from '#lib/domain/endpoints/fields.ts'
import { archiveEventType } from '#lib/domain/event-types/update.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const create = (page: Page) => page.getByRole('button', { name: 'Create endpoint' })
const shownOnce = (page: Page) => page.getByRole('alertdialog', { name: 'New signing secret' })
const secretPattern = /^(whsec_)?[\w+/=]{40,}$/
const newPath = (team: OwnTeam) => `${team.path}/new`

/** What is sent beside name, URL and the chosen events. */
const dialects: readonly { dialect: string; url: string; events: string[]; rest: Record<string, unknown> }[] =
  [
    {
      dialect: 'standard',
      url: 'https://new.example/in',
      events: ['invoice.created', 'invoice.paid'],
      rest: { description: '', active: true, tlsVerification: true, headers: {}, metadata: {} },
    },
    {
      dialect: 'composio',
      url: 'https://new.example/in',
      events: ['composio.trigger.message'],
      rest: { active: true, payloadVersion: 'V3' },
    },
    {
      dialect: 'selfcommunity',
      url: 'http://new.example/in',
      events: ['post.created'],
      rest: { description: '', active: true, tlsVerification: true },
    },
    {
      dialect: 'storno',
      url: 'https://new.example/in',
      events: ['invoice.paid'],
      rest: { description: '', active: true },
    },
    {
      dialect: 'vendaze',
      url: 'https://new.example/in',
      events: ['deal.won', 'deal.lost'],
      rest: { active: true, signing: true },
    },
  ]

async function chooseEvents(page: Page, events: readonly string[]): Promise<void> {
  const list = field(page, 'Events')
  // long catalogues are folded, and have a search
  for (const type of events) {
    const search = list.getByRole('searchbox')
    if ((await search.count()) > 0) await search.fill(type)
    await list.getByRole('checkbox', { name: type, exact: true }).check()
  }
}

test.describe('a new endpoint', () => {
  for (const { dialect, url, events, rest } of dialects) {
    test(`of ${dialect} has that dialect’s fields, and its secret is shown once`, async ({
      as,
      team,
      answers,
    }) => {
      const profile = profileOf(dialect)
      const page = await as('developer')
      await open(page, newPath(team))
      await page.getByRole('radio', { name: profile?.label ?? '' }).check()
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`New ${dialect}`)
      await page.getByRole('textbox', { name: 'Destination URL' }).fill(url)
      await chooseEvents(page, events)
      if (dialect === 'vendaze') await page.getByRole('switch', { name: 'Signing' }).check()
      const { input } = await callBy(page, 'createEndpointAction', () => create(page).click())
      const fields = { name: `New ${dialect}`, url, events, ...rest }
      expect(input).toEqual({ team: team.slug, dialect, fields })
      const has = endpointFields.filter((name) => profile?.fields[name] !== null)
      expect(Object.keys(fields).sort()).toEqual([...has].sort())

      const secret = await shownOnce(page).getByText(secretPattern).innerText()
      registerSecret('endpoint-secret', secret)
      await page.keyboard.press('Escape')
      await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
      await page.waitForURL(/\/endpoints\/[0-9a-f-]{36}$/)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`New ${dialect}`)
      await expect(field(page, 'Signing secret')).toContainText(/•|\.\.\./)
      expect(await placesOf(page, secret)).toEqual([])
      const id = page.url().split('/').at(-1) ?? ''
      const made = await team.read(id)
      expect(made).toMatchObject({ dialect, version: 1, name: fields.name, url })
      expect(made.events.map(({ type }) => type)).toEqual(events)
      await expect(history(page)).toContainText(['Created'])
      expect(holding(answers, secret)).toEqual(['createEndpointAction'])
    })
  }

  test('without signing has no secret to show', async ({ as, team }) => {
    const page = await as('developer')
    await open(page, newPath(team))
    await page.getByRole('radio', { name: 'Vendaze' }).check()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Unsigned')
    await page.getByRole('textbox', { name: 'Destination URL' }).fill('https://new.example/in')
    await chooseEvents(page, ['deal.won'])
    // nothing is there yet that it could be added to
    await expect(field(page, 'Events')).not.toContainText('will be added')
    await page.getByRole('switch', { name: 'Signing' }).uncheck()
    await create(page).click()
    await page.waitForURL(/\/endpoints\/[0-9a-f-]{36}$/)
    await expect(toast(page, 'Unsigned created')).toBeVisible()
    await expect(field(page, 'Signing secret')).toContainText('None: signing is off.')
  })

  test('says at each field what is missing, and goes to the first', async ({ as, team }) => {
    const page = await as('developer')
    await open(page, newPath(team))
    const calls = watchCalls(page, 'createEndpointAction')
    // the dialect comes first, because it decides about the rest
    await expect(field(page, 'Dialect')).toContainText('It decides what else can be set.')
    await expect(create(page)).toHaveCount(0)
    await page.getByRole('radio', { name: 'Storno' }).check()
    // fields that the dialect lacks are not there
    await expect(page.getByRole('switch', { name: 'TLS verification' })).toHaveCount(0)
    await page.getByRole('textbox', { name: 'Destination URL' }).fill('http://plain.example/')
    await create(page).click()
    await expect(field(page, 'Name').getByRole('alert')).toHaveText('Name must not be empty.')
    await expect(field(page, 'Destination URL').getByRole('alert')).toHaveText(
      'The URL must begin with https://.',
    )
    // once is enough
    await expect(field(page, 'Destination URL')).not.toContainText('It must begin with')
    await expect(field(page, 'Events').getByRole('alert')).toHaveText('Choose at least one event.')
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
    // what was typed survives another choice of dialect, and is judged by its rules
    await page.getByRole('radio', { name: 'SelfCommunity' }).check()
    await expect(page.getByRole('textbox', { name: 'Destination URL' })).toHaveValue('http://plain.example/')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Plain is fine here')
    await create(page).click()
    await expect(field(page, 'Events').getByRole('alert')).toBeVisible()
    await expect(field(page, 'Destination URL').getByRole('alert')).toHaveCount(0)
    expect(calls).toEqual([])
  })

  test('is refused at the field by the server, too', async ({ as, team }) => {
    const page = await as('developer')
    await open(page, newPath(team))
    await page.getByRole('radio', { name: 'Standard Webhooks' }).check()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Too late')
    await page.getByRole('textbox', { name: 'Destination URL' }).fill('https://new.example/in')
    await chooseEvents(page, ['deal.won'])
    await archiveEventType(team.ctx('admin'), { name: 'deal.won', archived: true })
    await create(page).click()
    await expect(field(page, 'Events').getByRole('alert')).toHaveText(
      'deal.won is not in the event catalogue.',
    )
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Too late')
  })

  test('of a dialect that the team has all of is not offered', async ({ as, team }) => {
    const endpoint = await team.endpoint('composio')
    const page = await as('developer')
    await open(page, newPath(team))
    await expect(page.getByRole('radio', { name: 'Composio' })).toBeDisabled()
    await expect(field(page, 'Dialect')).toContainText('A team has one at most, and this one has it already.')
    await open(page, endpoint.path)
    await expect(page.getByRole('link', { name: 'Duplicate' })).toHaveCount(0)
  })
})

test.describe('a duplicate', () => {
  test('has all the values, and a name, an id and a secret of its own', async ({ as, team }) => {
    const credential = registerSecret('api-key', 'credential-of-a-header-k55')
    const endpoint = await team.endpoint('standard', {
      name: 'Original',
      description: 'What it is for',
      events: ['invoice.created', 'deal.won'],
      active: false,
      tlsVerification: false,
      headers: { 'X-Team': 'billing', 'X-Api-Key': credential },
      metadata: { plan: 'enterprise' },
    })
    await archiveEventType(team.ctx('admin'), { name: 'deal.won', archived: true })
    const page = await as('developer')
    await open(page, endpoint.path)
    await page.getByRole('link', { name: 'Duplicate' }).click()
    await page.waitForURL(/\/new\?from=/)
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.waitForURL(`**${endpoint.path}`)
    await page.getByRole('link', { name: 'Duplicate' }).click()
    await page.waitForURL(/\/new\?from=/)
    await expect(page.getByText('Not copied, because they left the catalogue: deal.won.')).toBeVisible()
    await expect(page.getByText('Hidden header values are not copied')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Copy of Original')
    await create(page).click()
    await expect(
      page.getByRole('alert').filter({ hasText: 'Enter the value of X-Api-Key again' }),
    ).toBeVisible()
    const fresh = registerSecret('api-key', 'another-credential-l66')
    await page.getByRole('textbox', { name: 'Value 2' }).first().fill(fresh)
    await create(page).click()
    const secret = await shownOnce(page).getByText(secretPattern).innerText()
    registerSecret('endpoint-secret', secret)
    expect(secret).not.toBe(endpoint.secret)
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await page.waitForURL(/\/endpoints\/[0-9a-f-]{36}$/)
    const copy = await team.read(page.url().split('/').at(-1) ?? '')
    const { id, publicId, events, headers, metadata, ...original } = await team.read(endpoint.id)
    expect(copy).toMatchObject({
      name: 'Copy of Original',
      description: original.description,
      url: original.url,
      active: false,
      tlsVerification: false,
      headers: { 'X-Team': 'billing', 'X-Api-Key': fresh },
      metadata,
    })
    expect(copy.events.map(({ type }) => type)).toEqual(['invoice.created'])
    expect([copy.id, copy.publicId]).not.toEqual([id, publicId])
    // and the original is as it was
    expect([events.length, headers, original.version]).toEqual([
      2,
      { 'X-Team': 'billing', 'X-Api-Key': credential },
      1,
    ])
  })
})

test.describe('deleting', () => {
  const dialog = (page: Page) => page.getByRole('alertdialog', { name: 'Delete this endpoint?' })

  test('asks for the name first', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { name: 'To be deleted' })
    await team.endpoint('standard', { name: 'To stay' })
    const page = await as('admin')
    await open(page, endpoint.path)
    const calls = watchCalls(page, 'deleteEndpointAction')
    await field(page, 'Danger zone').getByRole('button', { name: 'Delete…' }).click()
    const box = dialog(page).getByRole('textbox', { name: 'Type To be deleted to confirm' })
    await expect(box).toBeFocused()
    await box.fill('to be deleted')
    await box.press('Enter')
    await expect(dialog(page).getByRole('alert')).toHaveText('This is not the name yet.')
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
    expect(calls).toEqual([])
    expect((await team.read(endpoint.id)).name).toBe('To be deleted')

    await field(page, 'Danger zone').getByRole('button', { name: 'Delete…' }).click()
    await box.fill('To be deleted')
    await dialog(page).getByRole('button', { name: 'Delete endpoint' }).click()
    await page.waitForURL(`**${team.path}`)
    await expect(toast(page, 'To be deleted deleted')).toBeVisible()
    await expect(row(page, 'To stay')).toBeVisible()
    await expect(row(page, 'To be deleted')).toHaveCount(0)
    await expect(team.read(endpoint.id)).rejects.toThrow('Endpoint not found.')
    expect((await team.changes(endpoint.id))[0]).toMatchObject({ action: 'endpoint.deleted' })
  })

  test('is not for developers, who are told so', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(field(page, 'Danger zone')).toContainText('Deleting needs the role admin or above.')
    await expect(field(page, 'Danger zone').getByRole('button')).toHaveCount(0)
  })
})
