import type { Page } from '@playwright/test'
import { callBy, replay } from '#e2e/kit/action-calls.ts'
import { fetchPage, holding, holds, placesOf } from '#e2e/kit/answers.ts'
import { expect, nameOf, test } from '#e2e/kit/own-team.ts'
import { field, history, open, reload, toast } from '#e2e/kit/pages.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const secretRow = (page: Page) => field(page, 'Signing secret')
const rotateButton = (page: Page) => secretRow(page).getByRole('button', { name: 'Rotate…' })
const rotateDialog = (page: Page) => page.getByRole('dialog', { name: 'Rotate signing secret' })
const shownOnce = (page: Page) => page.getByRole('alertdialog', { name: 'New signing secret' })
const olderKeys = (page: Page) =>
  secretRow(page).getByRole('list', { name: 'Older keys' }).getByRole('listitem')
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] }

/** Rotates as a person does, and answers what is shown once. */
async function rotate(page: Page): Promise<string> {
  await rotateButton(page).click()
  await rotateDialog(page).getByRole('button', { name: 'Rotate secret' }).click()
  const shown = shownOnce(page).getByText(/^(whsec_)?[\w+/=]{40,}$/)
  return registerSecret('endpoint-secret', await shown.innerText())
}

test.describe('rotation', () => {
  test('shows the new secret once, with a way to copy it', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer', clipboard)
    await open(page, endpoint.path)
    await rotateButton(page).click()
    await expect(rotateDialog(page).getByRole('radio', { name: 'For 24 hours' })).toBeChecked()
    await page.keyboard.press('Escape')
    await expect(rotateButton(page)).toBeFocused()
    const secret = await rotate(page)
    expect(secret).not.toBe(endpoint.secret)
    await expect(shownOnce(page)).toContainText(
      'Until the old secret ends, deliveries carry both signatures.',
    )

    // only its button closes it
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    await expect(shownOnce(page)).toContainText(secret)
    await shownOnce(page).getByRole('button', { name: 'Copy signing secret' }).click()
    await expect(shownOnce(page).getByRole('status')).toHaveText('Copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(shownOnce(page)).toHaveCount(0)
    await expect(rotateButton(page)).toBeFocused()

    expect(await placesOf(page, secret)).toEqual([])
    await expect(history(page).first()).toContainText('Signing secret rotated, 24 h overlap')
    expect(holding(answers, secret)).toEqual(['rotateSecretAction'])
    expect((await team.changes(endpoint.id))[0]).toMatchObject({ action: 'secret.rotated' })
  })

  test('leaves nothing of it on any page, in any answer, for anybody', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('admin')
    await open(page, endpoint.path)
    const secret = await rotate(page)
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(shownOnce(page)).toHaveCount(0)
    expect(holding(answers, secret)).toEqual(['rotateSecretAction'])

    const paths = [endpoint.path, team.path, `/${team.slug}/audit`, `${team.path}/new?from=${endpoint.id}`]
    for (const role of ['admin', 'viewer'] as const) {
      const reader = role === 'admin' ? page : await as(role)
      const before = answers.length
      for (const path of paths) {
        await fetchPage(reader, path)
        await open(reader, path)
        expect(await placesOf(reader, secret)).toEqual([])
      }
      await open(reader, endpoint.path)
      await expect(secretRow(reader)).toContainText('whsec_••••')
      const seen = answers.slice(before).map(({ operation }) => operation)
      expect(seen.filter((operation) => operation === `GET ${endpoint.path}`).length).toBeGreaterThan(3)
    }
    expect(holding(answers, secret)).toEqual(['rotateSecretAction'])
    expect(holding(answers, endpoint.secret ?? '')).toEqual([])
  })

  test('lets the old key sign on for as long as was chosen', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(olderKeys(page)).toHaveCount(0)
    await rotateButton(page).click()
    await rotateDialog(page).getByRole('radio', { name: 'For 7 days' }).check()
    const { input } = await callBy(page, 'rotateSecretAction', () =>
      rotateDialog(page).getByRole('button', { name: 'Rotate secret' }).click(),
    )
    expect(input).toEqual({ team: team.slug, id: endpoint.id, overlapMs: 604_800_000 })
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(olderKeys(page)).toContainText('still signs until')
    await expect(history(page).first()).toContainText('7 days overlap')
    const { secrets } = await team.read(endpoint.id)
    expect(secrets.map(({ expiresAt }) => expiresAt !== null)).toEqual([false, true])

    // an overlap of nothing ends all keys but the new one
    await rotateButton(page).click()
    await rotateDialog(page).getByRole('radio', { name: 'Not at all' }).check()
    await rotateDialog(page).getByRole('button', { name: 'Rotate secret' }).click()
    await expect(shownOnce(page)).toContainText('The old secret signs no more.')
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(history(page).first()).toContainText('no overlap')
  })

  test('replaces at once where the dialect knows no overlap', async ({ as, team }) => {
    for (const dialect of ['storno', 'selfcommunity', 'composio']) {
      const endpoint = await team.endpoint(dialect)
      const page = await as('developer')
      await open(page, endpoint.path)
      await rotateButton(page).click()
      await expect(rotateDialog(page)).toContainText('The old one stops signing at once')
      await expect(rotateDialog(page).getByRole('radio')).toHaveCount(0)
      const { input } = await callBy(page, 'rotateSecretAction', () =>
        rotateDialog(page).getByRole('button', { name: 'Rotate secret' }).click(),
      )
      expect(input).toEqual({ team: team.slug, id: endpoint.id })
      await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
      await expect(olderKeys(page)).toHaveCount(0)
      expect((await team.read(endpoint.id)).secrets).toHaveLength(1)
    }
  })

  test('says why in the dialog when it fails, and makes nothing', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    await rotateButton(page).click()
    await page.route('**/*', (route) =>
      route.request().method() === 'POST' ? route.abort('connectionfailed') : route.fallback(),
    )
    await rotateDialog(page).getByRole('button', { name: 'Rotate secret' }).click()
    await expect(rotateDialog(page).getByRole('alert')).toHaveText(
      'The server did not answer. Check the connection and try again.',
    )
    expect((await team.read(endpoint.id)).secrets).toHaveLength(1)
  })
})

test.describe('an older key', () => {
  test('is revoked by itself, after a question', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const { secret } = await rotateSecret(team.ctx('admin'), { id: endpoint.id, overlapMs: 3_600_000 })
    registerSecret('endpoint-secret', secret)
    const page = await as('developer')
    await open(page, endpoint.path)
    await expect(olderKeys(page)).toHaveCount(1)
    await olderKeys(page).getByRole('button', { name: 'Revoke now' }).click()
    const question = page.getByRole('alertdialog', { name: 'Revoke the older key?' })
    await expect(question).toContainText('will refuse deliveries from now on')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(olderKeys(page)).toHaveCount(1)
    const [, older] = (await team.read(endpoint.id)).secrets
    await olderKeys(page).getByRole('button', { name: 'Revoke now' }).click()
    const { input } = await callBy(page, 'revokeSecretAction', () =>
      question.getByRole('button', { name: 'Revoke now' }).click(),
    )
    expect(input).toEqual({ team: team.slug, id: endpoint.id, secretId: older?.id })
    await expect(olderKeys(page)).toHaveCount(0)
    await expect(toast(page, 'Older key revoked')).toBeVisible()
    await expect(history(page).first()).toContainText('Older signing secret revoked')
    expect((await team.read(endpoint.id)).secrets).toHaveLength(1)
  })
})

test.describe('revealing', () => {
  const reveal = (page: Page) => secretRow(page).getByRole('button', { name: 'Reveal' })

  test('shows an admin the secret for a moment, and is on record', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('standard')
    const secret = endpoint.secret ?? ''
    const page = await as('admin', clipboard)
    await page.clock.install()
    await open(page, endpoint.path)
    expect(await placesOf(page, secret)).toEqual([])
    const { input } = await callBy(page, 'revealSecretAction', () => reveal(page).click())
    expect(input).toEqual({ team: team.slug, id: endpoint.id })
    await expect(secretRow(page)).toContainText(secret)
    await secretRow(page).getByRole('button', { name: 'Copy signing secret' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    await expect(history(page).first()).toContainText('Signing secret revealed')
    await secretRow(page).getByRole('button', { name: 'Hide' }).click()
    await expect(secretRow(page)).not.toContainText(secret)
    expect(await placesOf(page, secret)).toEqual([])

    // half a minute is enough
    await reveal(page).click()
    await expect(secretRow(page)).toContainText(secret)
    await page.clock.fastForward(31_000)
    await expect(secretRow(page)).not.toContainText(secret)
    // and so is turning to something else
    await reveal(page).click()
    await expect(secretRow(page)).toContainText(secret)
    await page.getByRole('button', { name: 'Edit Description' }).focus()
    await expect(secretRow(page)).not.toContainText(secret)

    const looks = (await team.changes(endpoint.id)).filter(({ action }) => action === 'secret.revealed')
    expect(looks.map(({ actorLabel }) => actorLabel)).toEqual([nameOf.admin, nameOf.admin, nameOf.admin])
    await reload(page)
    expect(await placesOf(page, secret)).toEqual([])
    expect(holding(answers, secret)).toEqual(Array(3).fill('revealSecretAction'))
  })

  test('ends with a press elsewhere, which does what it says', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('admin')
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, endpoint.path)
    await reveal(page).click()
    await expect(secretRow(page)).toContainText(endpoint.secret ?? '')
    // without the secret the row is shorter, and what was pressed stands elsewhere
    await page.getByRole('button', { name: 'Delete…' }).click()
    await expect(page.getByRole('alertdialog', { name: 'Delete this endpoint?' })).toBeVisible()
    await expect(secretRow(page)).not.toContainText(endpoint.secret ?? '')
  })

  test('ends when the secret is rotated', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('admin')
    await open(page, endpoint.path)
    await reveal(page).click()
    await expect(secretRow(page)).toContainText(endpoint.secret ?? '')
    const secret = await rotate(page)
    await shownOnce(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(olderKeys(page)).toHaveCount(1)
    await expect(reveal(page)).toBeVisible()
    expect(await placesOf(page, endpoint.secret ?? '')).toEqual([])
    expect(await placesOf(page, secret)).toEqual([])
  })

  test('is for admins and owners alone, whatever is sent', async ({ as, team, answers }) => {
    const endpoint = await team.endpoint('standard')
    const secret = endpoint.secret ?? ''
    const admin = await as('admin')
    await open(admin, endpoint.path)
    const call = await callBy(admin, 'revealSecretAction', () => reveal(admin).click())
    for (const role of ['developer', 'support', 'viewer'] as const) {
      const page = await as(role)
      await open(page, endpoint.path)
      await expect(reveal(page)).toHaveCount(0)
      await expect(secretRow(page)).toContainText('Revealing needs the role admin or above.')
      const answer = await replay(page, call, call.input)
      expect(answer.serverError?.code, role).toBe('forbidden')
      expect(holds(answer.text, secret), role).toBe(false)
    }
    expect(holding(answers, secret)).toEqual(['revealSecretAction'])
    expect(
      (await team.changes(endpoint.id)).filter(({ action }) => action === 'secret.revealed'),
    ).toHaveLength(1)
  })
})

test('a verification snippet stands there in each language, without the secret', async ({
  as,
  team,
  answers,
}) => {
  const endpoint = await team.endpoint('standard')
  const page = await as('viewer')
  await open(page, endpoint.path)
  const verification = field(page, 'Verification')
  await expect(verification).toContainText('webhook-signature')
  await verification.getByRole('button', { name: /^Show code/ }).click()
  const tabs = verification.getByRole('tab')
  await expect(tabs).toHaveText(['Node', 'Python', 'Go', 'PHP', 'Shell'])
  const telling = { Node: 'timingSafeEqual', Python: 'compare_digest', Go: 'hmac.Equal', PHP: 'hash_equals' }
  for (const [language, text] of Object.entries(telling)) {
    await verification.getByRole('tab', { name: language }).click()
    const code = verification.getByRole('tabpanel', { name: language }).getByRole('region')
    await expect(code).toContainText(text)
    await expect(code).toContainText('webhook-signature')
  }
  await page.keyboard.press('ArrowRight')
  await expect(verification.getByRole('tab', { name: 'Shell' })).toHaveAttribute('aria-selected', 'true')
  await expect(verification.getByRole('tabpanel')).toContainText('openssl')
  await page.keyboard.press('Home')
  await expect(verification.getByRole('tab', { name: 'Node' })).toBeFocused()
  expect(await placesOf(page, endpoint.secret ?? '')).toEqual([])
  expect(holding(answers, endpoint.secret ?? '')).toEqual([])
})
