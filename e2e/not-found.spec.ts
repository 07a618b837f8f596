import { expect, test } from '#e2e/kit/own-team.ts'
import { open, row } from '#e2e/kit/pages.ts'
import { pool } from '#lib/db/client.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'

test('an address that leads nowhere answers 404, and says so', async ({ as, team }) => {
  const { path } = await team.endpoint('standard')
  const others = await makeTeam()
  const { endpoint } = await makeEndpoint(await others.as('owner'), 'standard')
  const page = await as('viewer')
  expect((await page.goto(path))?.status()).toBe(200)
  for (const [address, said] of [
    [`${team.path}/01a1fe9b-8bfb-7229-8d38-fef1d94438aa`, 'There is no such endpoint'],
    [`${team.path}/nobody-made-this`, 'There is no such endpoint'],
    [`${team.path}/${endpoint.id}`, 'There is no such endpoint'],
    [`/${others.slug}/endpoints`, 'There is nothing here'],
    ['/no-such-team/settings', 'There is nothing here'],
  ] as const) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(said)
  }
})

test('on the way from the list, an endpoint has its shape before it has its history', async ({
  as,
  team,
}) => {
  const endpoint = await team.endpoint('standard')
  const page = await as('viewer')
  await open(page, team.path)
  const slow = await pool().connect()
  try {
    await slow.query('BEGIN; LOCK TABLE changes IN ACCESS EXCLUSIVE MODE')
    await row(page, endpoint.name).getByRole('link', { name: endpoint.name }).click()
    await expect(page.getByRole('main').getByRole('status', { name: 'Loading' })).toBeVisible()
  } finally {
    await slow.query('ROLLBACK')
    slow.release()
  }
  await expect(page.getByRole('heading', { level: 1, name: endpoint.name })).toBeVisible()
})
