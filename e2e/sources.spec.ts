import type { Page } from '@playwright/test'
import { answerTo, callBy, replay, watchCalls } from '#e2e/kit/action-calls.ts'
import { holding, placesOf } from '#e2e/kit/answers.ts'
import { expect, nameOf, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { beginTyping, editButton, field, history, open, reload, row, toast } from '#e2e/kit/pages.ts'
import { getSource } from '#lib/domain/sources/get.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { revealSourceValue } from '#lib/domain/sources/reveal-secret-value.ts'
import { ingressPath } from '#lib/domain/sources/source.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'

const key = 'webhook_signing_secret'
const reveal = (page: Page) => page.getByRole('button', { name: 'Reveal Signing Secret' })
const notReceiving = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'does not receive events yet' })
const listOf = (team: OwnTeam) => `/${team.slug}/sources`

/** A source for one test alone, and the address of its page. */
async function sourceOf(team: OwnTeam, toolkit: string, data: Record<string, string> = {}) {
  const made = await makeSource(team.ctx('owner'), toolkit)
  const { source } = await patchSource(team.ctx('owner'), made.id, data)
  return { ...source, path: `${listOf(team)}/${source.id}` }
}

const stored = (team: OwnTeam, id: string) => getSource(team.ctx('viewer'), id)
const plainValue = (team: OwnTeam, id: string, name: string) => revealSourceValue(team.ctx('owner'), id, name)

test.describe('a new source', () => {
  test('begins in the gallery, asks for the app, and leads to its set-up', async ({ as, team, app }) => {
    const page = await as('developer')
    await open(page, listOf(team))
    await expect(page.getByRole('heading', { name: 'No sources yet' })).toBeVisible()
    await expect(notReceiving(page)).toBeVisible()
    await page
      .getByRole('list', { name: 'Toolkits' })
      .getByRole('link', { name: /^Slack/ })
      .click()
    const box = page.getByRole('textbox', { name: 'Client ID' })
    await expect(box).toBeVisible()
    await expect(notReceiving(page)).toBeVisible()
    await page.getByRole('button', { name: 'Create source' }).click()
    await expect(box).toHaveAccessibleDescription(/Enter the client id/)
    await box.fill(' A1.B2 ')
    const { input } = await callBy(page, 'createSourceAction', () => box.press('Enter'))
    expect(input).toEqual({ team: team.slug, toolkit: 'slack', clientId: 'A1.B2' })

    await expect(page.getByRole('heading', { level: 1, name: 'A1.B2' })).toBeVisible()
    await expect(toast(page, 'Slack source created')).toBeVisible()
    const source = await stored(team, new URL(page.url()).pathname.split('/').at(-1) ?? '')
    await expect(field(page, 'Webhook URL')).toContainText(app.url + ingressPath(source))
    // nobody is told to use what refuses every request
    await expect(notReceiving(page)).toBeVisible()
    await expect(page.getByText(/Paste it/)).toHaveCount(0)
    for (const label of ['Signing Secret', 'App-Level Token'])
      await expect(field(page, label)).toContainText('Not set yet')
    await expect(page.getByText('0 of 2 configured')).toBeVisible()
    await expect(history(page)).toHaveCount(1)
    await expect(history(page)).toContainText('Created')
  })

  test('of an app that has one already is that one', async ({ as, team }) => {
    const there = await sourceOf(team, 'github')
    const page = await as('developer')
    await open(page, `${listOf(team)}/new`)
    await expect(notReceiving(page)).toBeVisible()
    await page.getByRole('link', { name: /^GitHub/ }).click()
    await page.getByRole('textbox', { name: 'Client ID' }).fill(there.clientId)
    await page.getByRole('button', { name: 'Create source' }).click()
    await page.waitForURL(`**${there.path}`)
    await expect(toast(page, 'This app has a source already')).toBeVisible()
    expect((await stored(team, there.id)).version).toBe(there.version)
  })
})

test.describe('a value', () => {
  test('is saved alone, by Enter, and can be taken back', async ({ as, team }) => {
    const source = await sourceOf(team, 'generic', { signature_header: 'X-Old', [key]: sourceSecret() })
    const page = await as('developer')
    await open(page, source.path)
    const box = await beginTyping(page, 'Signature Header', 'no header')
    await box.press('Enter')
    await expect(field(page, 'Signature Header').getByRole('alert')).toContainText('name of a header')
    await box.fill('X-New')
    const { input } = await callBy(page, 'patchSourceAction', () => box.press('Enter'))
    expect(input).toEqual({
      team: team.slug,
      id: source.id,
      version: source.version,
      data: { signature_header: 'X-New' },
    })
    await expect(editButton(page, 'Signature Header')).toBeFocused()
    await expect(field(page, 'Signature Header')).toContainText('X-New')
    await expect(history(page).first()).toContainText('X-Old')
    await toast(page, 'Signature Header saved').getByRole('button', { name: 'Undo' }).click()
    await expect(field(page, 'Signature Header')).toContainText('X-Old')
    await reload(page)
    await expect(field(page, 'Signature Header')).toContainText('X-Old')
    expect((await stored(team, source.id)).values).toHaveLength(2)
  })

  test('of a few choices is chosen, and cleared', async ({ as, team }) => {
    const source = await sourceOf(team, 'generic')
    const page = await as('developer')
    await open(page, source.path)
    const encoding = field(page, 'Signature Encoding')
    const choose = async (choice: string) => {
      await editButton(page, 'Signature Encoding').click()
      await encoding.getByRole('combobox').selectOption(choice)
      return callBy(page, 'patchSourceAction', () => encoding.getByRole('button', { name: 'Save' }).click())
    }
    expect((await choose('base64')).input).toMatchObject({ data: { signature_encoding: 'base64' } })
    await expect(encoding).toContainText('base64')
    expect((await choose('')).input).toMatchObject({ data: { signature_encoding: '' } })
    await expect(toast(page, 'Signature Encoding cleared')).toBeVisible()
    await expect(encoding).toContainText('Not set')
    expect((await stored(team, source.id)).values).toEqual([])
  })

  test('is left as it is by Escape, and by saving it as it was', async ({ as, team }) => {
    const source = await sourceOf(team, 'generic', { signature_header: 'X-Old' })
    const page = await as('developer')
    await open(page, source.path)
    const calls = watchCalls(page, 'patchSourceAction')
    const box = await beginTyping(page, 'Signature Header', 'X-New')
    await box.press('Escape')
    await expect(editButton(page, 'Signature Header')).toBeFocused()
    await editButton(page, 'Signature Header').click()
    await field(page, 'Signature Header').getByRole('textbox').press('Enter')
    await expect(editButton(page, 'Signature Header')).toBeFocused()
    await expect(field(page, 'Signature Header')).toContainText('X-Old')
    expect(calls).toEqual([])
  })

  test('that somebody else changes at the same time survives beside another', async ({ as, team }) => {
    const source = await sourceOf(team, 'generic', { signature_header: 'X-Old', signature_prefix: 'v0=' })
    const [page, other] = [await as('owner'), await as('developer')]
    await Promise.all([open(page, source.path), open(other, source.path)])
    const mine = await beginTyping(page, 'Signature Header', 'X-Mine')
    const theirs = await beginTyping(other, 'Signature Prefix', 'v1=')
    await theirs.press('Enter')
    await expect(field(page, 'Signature Prefix')).toContainText('v1=')
    await expect(field(page, 'Signature Prefix')).toContainText(`Changed by ${nameOf.developer}`)
    await mine.press('Enter')
    await expect(field(other, 'Signature Header')).toContainText('X-Mine')
    expect((await stored(team, source.id)).values).toMatchObject([{ shown: 'X-Mine' }, { shown: 'v1=' }])
  })

  test('that two change at the same time stands in both versions until one chooses', async ({ as, team }) => {
    const source = await sourceOf(team, 'generic', { signature_header: 'X-Old' })
    const page = await as('owner')
    await open(page, source.path)
    const box = await beginTyping(page, 'Signature Header', 'X-Mine')
    // behind the browser's back, so that only the answer tells
    await patchSource(team.ctx('admin'), source.id, { signature_header: 'X-Theirs' })
    await box.press('Enter')
    const conflict = field(page, 'Signature Header').getByRole('alert')
    await expect(conflict).toContainText(`${nameOf.admin} changed this while you were editing.`)
    await expect(conflict.getByText('X-Theirs')).toBeVisible()
    await callBy(page, 'patchSourceAction', () => page.getByRole('button', { name: 'Keep mine' }).click())
    await expect(editButton(page, 'Signature Header')).toBeFocused()
    expect((await stored(team, source.id)).values).toMatchObject([{ shown: 'X-Mine' }])
  })
})

test.describe('a secret value', () => {
  test('is sent alone, masked at once, and in no answer', async ({ as, team, answers }) => {
    const [old, secret] = [sourceSecret(), sourceSecret()]
    const source = await sourceOf(team, 'slack', { app_token: old })
    const page = await as('admin')
    await open(page, source.path)
    const box = await beginTyping(page, 'Signing Secret', secret)
    const { input } = await callBy(page, 'patchSourceAction', () => box.press('Enter'))
    expect(input).toMatchObject({ version: 2, data: { [key]: secret } })
    expect(Object.keys(input.data as object)).toEqual([key])
    await expect(field(page, 'Signing Secret').getByText(`${secret.slice(0, 4)}...`)).toBeVisible()
    await expect(page.getByText('2 of 2 configured')).toBeVisible()
    await expect(toast(page, 'Signing Secret saved')).toBeVisible()
    // what was never written down cannot be taken back
    await expect(toast(page, 'Signing Secret saved').getByRole('button', { name: 'Undo' })).toHaveCount(0)
    await expect(history(page).first()).toContainText(key)
    expect(await placesOf(page, secret)).toEqual([])
    await reload(page)
    await open(page, listOf(team))
    await open(page, `/${team.slug}/audit?kind=source`)
    expect(holding(answers, secret)).toEqual([])
    expect(await plainValue(team, source.id, key)).toBe(secret)
    expect(await plainValue(team, source.id, 'app_token')).toBe(old)
  })

  test('is replaced as a whole: what is typed is not put behind the mask', async ({ as, team }) => {
    const [old, secret] = [sourceSecret(), sourceSecret()]
    const source = await sourceOf(team, 'github', { [key]: old })
    const page = await as('admin')
    await open(page, source.path)
    await editButton(page, 'Webhook Secret').click()
    const box = field(page, 'Webhook Secret').getByRole('textbox')
    await expect(box).toHaveValue('')
    await box.fill(`${old.slice(0, 4)}...`)
    await box.press('Enter')
    await expect(field(page, 'Webhook Secret').getByRole('alert')).toContainText('this is a mask')
    await box.fill(secret)
    await box.press('Enter')
    await expect(toast(page, 'Webhook Secret saved')).toBeVisible()
    expect(await plainValue(team, source.id, key)).toBe(secret)
  })

  test('is shown on request, on record, and hidden again', async ({ as, team, answers }) => {
    const secret = sourceSecret()
    const source = await sourceOf(team, 'slack', { [key]: secret })
    const page = await as('admin')
    await open(page, source.path)
    await reveal(page).click()
    await expect(field(page, 'Signing Secret').getByText(secret)).toBeVisible()
    expect(holding(answers, secret)).toEqual(['revealSourceValueAction'])
    await expect(history(page).first()).toContainText(`Revealed ${key}`)
    await page.getByRole('button', { name: 'Hide Signing Secret' }).click()
    await expect(field(page, 'Signing Secret').getByText(secret)).toHaveCount(0)
    await expect(reveal(page)).toBeFocused()
    expect(await placesOf(page, secret)).toEqual([])
  })

  test('that another admin replaces meanwhile is not overwritten unseen', async ({ as, team }) => {
    const [mine, theirs] = [sourceSecret(), sourceSecret()]
    const source = await sourceOf(team, 'slack', { [key]: sourceSecret() })
    const page = await as('admin')
    await open(page, source.path)
    const box = await beginTyping(page, 'Signing Secret', mine)
    await patchSource(team.ctx('owner'), source.id, { [key]: theirs })
    await box.press('Enter')
    const conflict = field(page, 'Signing Secret').getByRole('alert')
    await expect(conflict).toContainText(`${nameOf.owner} changed this while you were editing.`)
    await expect(conflict.getByText(`${theirs.slice(0, 4)}...`)).toBeVisible()
    await expect(conflict).not.toContainText(mine)
    await page.getByRole('button', { name: 'Take theirs' }).click()
    expect(await plainValue(team, source.id, key)).toBe(theirs)
  })

  test('is for those alone who may set it, whatever a developer sends', async ({ as, team }) => {
    const secret = sourceSecret()
    const source = await sourceOf(team, 'generic', { [key]: secret, signature_header: 'X-Sig' })
    const page = await as('developer')
    await open(page, source.path)
    await expect(editButton(page, 'Signing Secret')).toHaveCount(0)
    await expect(reveal(page)).toHaveCount(0)
    await expect(field(page, 'Signing Secret')).toContainText('needs the role admin or above')
    const box = await beginTyping(page, 'Signature Header', 'X-New')
    const call = await callBy(page, 'patchSourceAction', () => box.press('Enter'))
    for (const value of [secret, sourceSecret()]) {
      const answer = await replay(page, call, { ...call.input, data: { [key]: value } })
      expect(answer.serverError).toMatchObject({ code: 'forbidden' })
    }
    expect(await plainValue(team, source.id, key)).toBe(secret)
  })
})

test('a viewer reads everything but secrets, and is told what more would take', async ({ as, team }) => {
  const secret = sourceSecret()
  const source = await sourceOf(team, 'slack', { [key]: secret })
  const page = await as('viewer')
  await open(page, source.path)
  await expect(page.getByText('You can look at this source. Editing needs the role developer')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Edit|Reveal|Delete)/ })).toHaveCount(0)
  await expect(field(page, 'Signing Secret')).toContainText(`${secret.slice(0, 4)}...`)
  await open(page, listOf(team))
  await expect(page.getByRole('link', { name: 'New source' })).toHaveCount(0)
  await open(page, `${listOf(team)}/new`)
  await expect(page.getByText('Adding sources needs the role developer or above.')).toBeVisible()
})

test('deleting asks for the client id, and every open page hears of it', async ({ as, team }) => {
  const source = await sourceOf(team, 'slack')
  const [page, other] = [await as('admin'), await as('viewer')]
  await Promise.all([open(page, source.path), open(other, source.path)])
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox').fill('something else')
  await dialog.getByRole('button', { name: 'Delete source' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This is not the name yet.')
  await dialog.getByRole('textbox').fill(source.clientId)
  const deleted = answerTo(page, 'deleteSourceAction')
  await dialog.getByRole('button', { name: 'Delete source' }).click()
  await deleted
  await page.waitForURL(`**${listOf(team)}`)
  await expect(page.getByRole('heading', { name: 'No sources yet' })).toBeVisible()
  await expect(
    other.getByRole('heading', { name: `The source of ${source.clientId} was deleted` }),
  ).toBeVisible()
  await other.goto(source.path)
  await expect(other.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})

test.describe('the list', () => {
  test('is searched, filtered and opened by keys; its address keeps what it shows', async ({ as, team }) => {
    const slack = await sourceOf(team, 'slack', { app_token: sourceSecret() })
    const github = await sourceOf(team, 'github')
    const page = await as('viewer')
    await open(page, listOf(team))
    await expect(row(page, slack.clientId)).toContainText('1 of 2')
    await expect(row(page, github.clientId)).toContainText('0 of 1')
    await expect(row(page, github.clientId)).toContainText(ingressPath(github))
    await page.getByRole('searchbox').fill(slack.publicId)
    await expect(row(page, github.clientId)).toHaveCount(0)
    await page.waitForURL(`**${listOf(team)}?search=${slack.publicId}`)
    await page.getByRole('searchbox').fill('')
    await expect(row(page, github.clientId)).toBeVisible()
    await page.getByRole('button', { name: 'Toolkit', exact: true }).click()
    await page.getByRole('checkbox', { name: 'GitHub' }).check()
    await page.waitForURL('**?toolkit=github')
    await page.keyboard.press('Escape')
    await expect(row(page, slack.clientId)).toHaveCount(0)
    await reload(page)
    await expect(row(page, github.clientId)).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${github.path}`)
  })

  test('stays live', async ({ as, team }) => {
    const source = await sourceOf(team, 'github')
    const [page, other] = [await as('viewer'), await as('admin')]
    await Promise.all([open(page, listOf(team)), open(other, source.path)])
    const box = await beginTyping(other, 'Webhook Secret', sourceSecret())
    await box.press('Enter')
    await expect(row(page, source.clientId)).toContainText('1 of 1')
  })

  test('says when nothing matches', async ({ as, team }) => {
    await sourceOf(team, 'slack')
    const page = await as('viewer')
    await open(page, `${listOf(team)}?search=nothing-has-this`)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(page.getByRole('row')).toHaveCount(2)
  })
})
