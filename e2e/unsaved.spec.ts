import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/kit/own-team.ts'
import { beginTyping, eventBox, field, open, reload, toast } from '#e2e/kit/pages.ts'

/** What the browser asks from here on; each question is answered with yes. */
function questions(page: Page): string[] {
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  return asked
}

/** Without waiting for the new page, which may never come. */
const leave = (page: Page) => page.evaluate(() => void setTimeout(() => location.reload()))

/** Does something that leaves the page, and stays after all. */
async function stayWhen(page: Page, deed: () => Promise<unknown>): Promise<string> {
  const asked = page.waitForEvent('dialog')
  void deed()
  const dialog = await asked
  await dialog.dismiss()
  return dialog.type()
}

test.describe('what is not saved yet', () => {
  test('keeps the page until the reader has said that it may go', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { events: ['invoice.created'] })
    const page = await as('developer')
    await open(page, endpoint.path)
    await eventBox(page, 'invoice.paid').check()
    await expect(field(page, 'Events').getByRole('button', { name: 'Save events' })).toBeVisible()
    const link = page.getByRole('navigation').getByRole('link', { name: 'Deliveries' }).first()
    expect(await stayWhen(page, () => leave(page))).toBe('beforeunload')
    expect(await stayWhen(page, () => link.click())).toBe('confirm')
    await expect(eventBox(page, 'invoice.paid')).toBeChecked()
    expect(new URL(page.url()).pathname).toBe(endpoint.path)

    const asked = questions(page)
    await link.click()
    await page.waitForURL('**/deliveries')
    expect(asked).toEqual(['confirm'])
  })

  test('is also a text that is half typed, and one that is saved no more', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard')
    const page = await as('developer')
    await open(page, endpoint.path)
    const box = await beginTyping(page, 'Destination URL', 'https://typed.example/')
    expect(await stayWhen(page, () => leave(page))).toBe('beforeunload')
    await expect(box).toHaveValue('https://typed.example/')
    await box.press('Enter')
    await expect(toast(page, 'Destination URL saved')).toBeVisible()
    const asked = questions(page)
    await reload(page)
    await expect(field(page, 'Destination URL')).toContainText('https://typed.example/')
    expect(asked).toEqual([])
  })

  test('is not an editor in which nothing was changed', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { description: 'As it was' })
    const page = await as('developer')
    await open(page, endpoint.path)
    await beginTyping(page, 'Description', 'As it was')
    const asked = questions(page)
    await page.getByRole('navigation').getByRole('link', { name: 'Deliveries' }).first().click()
    await page.waitForURL('**/deliveries')
    expect(asked).toEqual([])
  })
})
