import { expect, test } from '#e2e/kit/own-team.ts'
import { open } from '#e2e/kit/pages.ts'

test.use({ viewport: { width: 390, height: 844 } })

test('rows without checkboxes stand flush with the title over them', async ({ as, team }) => {
  const page = await as('viewer')
  await open(page, `/${team.slug}/team`)
  const title = await page.getByRole('heading', { level: 1, name: 'Team' }).boundingBox()
  const row = page.getByRole('row').filter({ hasText: 'Vera Viewer' })
  const joined = await row.getByText('Joined').boundingBox()
  expect(joined?.x).toBe(title?.x)
})

test('a checkbox stands on the line of its row’s title', async ({ as, team }) => {
  const { name } = await team.endpoint('standard')
  const page = await as('developer')
  await open(page, team.path)
  const box = await page.getByRole('checkbox', { name: `Select ${name}` }).boundingBox()
  const title = await page.getByRole('row').getByRole('link', { name }).boundingBox()
  if (!box || !title) throw new Error('Nothing is shown.')
  expect(Math.abs(box.y + box.height / 2 - title.y - title.height / 2)).toBeLessThanOrEqual(4)
  expect(box.x + box.width).toBeLessThan(title.x)
})

test('the palette opens by a touch, takes what is typed, and fits', async ({ as, team }) => {
  const { name } = await team.endpoint('standard', {
    url: 'https://billing.example/a/very/long/address/that/does/not/fit/into/the/width/of/a/telephone',
  })
  const page = await as('developer')
  await open(page, `/${team.slug}/events`)
  await page.getByRole('button', { name: 'Search or jump to' }).click()
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(name.slice(0, 5))
  await expect(palette.getByRole('option', { name: new RegExp(`^${name}`) })).toBeVisible()
  const inside = await palette.evaluate((element) =>
    [...element.querySelectorAll('[role=option], input')].every((part) => {
      const { left, right } = part.getBoundingClientRect()
      return left >= 12 && right <= innerWidth - 12 && part.scrollWidth <= part.clientWidth
    }),
  )
  expect(inside).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})
