import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/kit/own-team.ts'
import { open } from '#e2e/kit/pages.ts'

const rightEdge = async (of: Locator) => {
  const { x, width } = (await of.boundingBox()) ?? { x: 0, width: 0 }
  return Math.round(x + width)
}

/** Which of these do not show their whole text. */
const cut = (of: Locator) =>
  of.evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
  )

const cellsOf = (page: Page, table: string) => page.getByRole('table', { name: table })

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 768, height: 1024 } })

  test('events and emails can be read', async ({ as }) => {
    const page = await as('owner')
    await open(page, '/demo/deliveries')
    const deliveries = cellsOf(page, 'Deliveries')
    await expect(deliveries.locator('code').first()).toBeVisible()
    expect(await cut(deliveries.locator('code'))).toEqual([])
    await open(page, '/demo/team')
    const email = cellsOf(page, 'Members').getByText('owner@demo.test')
    await expect(email).toBeVisible()
    expect((await email.boundingBox())?.height).toBeLessThan(20)
    expect(await cut(email)).toEqual([])
  })
})

for (const width of [1440, 1920]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } })

    test('lists end where the top bar ends', async ({ as }) => {
      const page = await as('owner')
      await open(page, '/demo/endpoints')
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      const edge = await rightEdge(page.getByRole('banner').getByRole('button').last())
      expect(await rightEdge(cellsOf(page, 'Endpoints'))).toBe(edge)
    })
  })
}

test.describe('at 2560 px', () => {
  test.use({ viewport: { width: 2560, height: 1300 } })

  const lists = [
    'endpoints',
    'deliveries',
    'sources',
    'events',
    'team',
    'keys',
    'keys/apps',
    'audit',
    'inspector',
  ]

  test('lists have more room than a page of text', async ({ as }) => {
    const page = await as('owner')
    for (const list of lists) {
      await open(page, `/demo/${list}`)
      expect((await page.getByRole('main').boundingBox())?.width, list).toBe(1700)
    }
  })
})
