import { doors } from '#lib/dialects/doors.ts'
import { expect, test } from './kit/own-team.ts'

test('the reference has every API to read and to try, from this server alone', async ({ visitor }) => {
  // five pages of two megabytes of script each
  test.slow()
  const page = await visitor()
  const own = new URL((await page.request.get('/reference')).url()).origin
  const outside: string[] = []
  const refused: string[] = []
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== own) outside.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  for (const [name, { title, operations }] of Object.entries(doors)) {
    await page.goto(`/reference/${name}`)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    // groups but the first one are closed in the menu
    const first = operations.find(({ method }) => method === 'GET')
    await expect(page.getByText(first?.doc.summary ?? '').first()).toBeVisible()
  }
  expect({ outside, refused }).toEqual({ outside: [], refused: [] })
})

test('the palette leads to the reference', async ({ as }) => {
  const page = await as('viewer')
  await page.goto('/')
  await page.getByRole('main').waitFor()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill('API reference')
  await page.getByRole('option', { name: 'API reference' }).click()
  await page.waitForURL('**/reference')
  await expect(page.getByRole('heading', { level: 1, name: doors.standard.title })).toBeVisible()
})
