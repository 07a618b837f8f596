import { expect, test } from './kit/own-team.ts'
import { open } from './kit/pages.ts'

test('a page that takes its time is announced, until it is there', async ({ as, team }) => {
  const page = await as('viewer')
  await open(page, team.path)
  const bar = page.getByRole('progressbar', { name: 'Loading the page' })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(/[?&]_rsc=/, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit log' }).click()
  await expect(bar).toBeAttached()
  letGo()
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible()
  await expect(bar).toHaveCount(0)
})
