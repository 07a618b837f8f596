import type { Locator, Page } from '@playwright/test'
import { test as base, expect } from '#e2e/kit/own-team.ts'
import { field, open, toast } from '#e2e/kit/pages.ts'

/** A browser whose scrollbars take room, as those of most desktops do. */
const test = base.extend<object, { launchOptions: { ignoreDefaultArgs?: string[] } }>({
  launchOptions: [
    ({ launchOptions }, use) => use({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] }),
    { scope: 'worker' },
  ],
})

/** Whether it is the uppermost at its own middle: nothing lies over it. */
async function isUppermost(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })
}

/** Where the page ends at its right side; behind it is the scrollbar's room. */
const pageEnd = (page: Page) => page.evaluate(() => document.documentElement.getBoundingClientRect().right)

test('a toast stays over a dialog that opens, and can be used there', async ({ as, team }) => {
  const endpoint = await team.endpoint('standard')
  const page = await as('developer')
  await open(page, endpoint.path)
  await field(page, 'TLS verification').getByRole('switch').click()
  const said = toast(page, 'TLS verification is off')
  await expect(said).toBeVisible()
  const fontOf = (place: Locator) => place.evaluate((element) => getComputedStyle(element).fontFamily)
  expect(await fontOf(said)).toBe(await fontOf(page.locator('body')))

  await page.getByRole('button', { name: 'Rotate…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate signing secret' })
  await expect(dialog).toBeVisible()
  await expect.poll(() => isUppermost(said)).toBe(true)
  await said.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(page, 'Undone')).toBeVisible()
  expect((await team.read(endpoint.id)).tlsVerification).toBe(true)

  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(toast(page, 'Undone')).toBeVisible()
  expect(await isUppermost(toast(page, 'Undone'))).toBe(true)
})

test('what is said while a dialog is open is said over it', async ({ as }) => {
  const page = await as('owner')
  await open(page, '/demo/events')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'New event type' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('overlay.tried')
  await dialog.getByRole('button', { name: 'Add event type' }).click()
  const sheet = page.getByRole('dialog', { name: 'overlay.tried' })
  await sheet.getByRole('button', { name: 'Archive' }).click()
  const said = toast(page, 'overlay.tried').first()
  await expect(said).toBeVisible()
  await expect(sheet).toBeVisible()
  await expect.poll(() => isUppermost(said)).toBe(true)
})

test('a menu at the edge keeps off the room of the scrollbar', async ({ as }) => {
  const page = await as('viewer')
  // a short page has no scrollbar, but keeps its room
  await page.setViewportSize({ width: 900, height: 2000 })
  await open(page, '/demo/settings')
  const end = await pageEnd(page)
  expect(end).toBeLessThan(900)
  await page.getByRole('button', { name: /^Account/ }).click()
  const box = await page.getByRole('menu').boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(end - 8)
})
