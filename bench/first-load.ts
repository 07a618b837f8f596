import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { buildApp } from '#lib/cli/build-app.ts'
import { ensureChromium } from '#lib/cli/chromium.ts'
import { root } from '#lib/cli/command.ts'
import { pool } from '#lib/db/client.ts'
import { freePort, startBuiltServer } from '#lib/testing/built-server.ts'
import type { Row } from './kit/table.ts'

const LIMIT_KB = 200

/** The JavaScript that each page loads before anybody touches it, as gzip, against the limit of 200 kB. */
export async function benchFirstLoad(databaseUrl: string): Promise<Row[]> {
  await buildApp(root, {})
  const password = randomBytes(15).toString('base64url')
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = await startBuiltServer('bench', port, {
    PATCHBAY_URL: url,
    DATABASE_URL: databaseUrl,
    PATCHBAY_DEMO: 'true',
    PATCHBAY_ADMIN_PASSWORD: password,
    PATCHBAY_DEMO_PASSWORD: password,
  })
  const browser = await chromium.launch({
    executablePath: await ensureChromium(() => {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  try {
    const rows: Row[] = []
    const visit = await signedIn(browser, url, password)
    rows.push(row('sign-in', await firstLoad(browser, `${url}/sign-in`)))
    for (const page of await pages()) rows.push(row(page, await firstLoad(browser, url + page, visit)))
    return rows
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Every kind of page; the endpoint page once for each dialect's fields. */
async function pages(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT DISTINCT ON (e.dialect) e.id FROM endpoints e JOIN teams t ON t.id = e.team_id WHERE t.is_demo`,
  )
  const lists = [
    'endpoints',
    'endpoints/new',
    'deliveries',
    'events',
    'inspector',
    'team',
    'audit',
    'settings',
  ].map((name) => `/demo/${name}`)
  return [...lists, ...rows.map(({ id }) => `/demo/endpoints/${id}`), '/account']
}

type State = Awaited<ReturnType<typeof signedIn>>

async function signedIn(browser: Browser, url: string, password: string) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Email').fill('owner@demo.test')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/demo/endpoints')
  const state = await context.storageState()
  await context.close()
  return state
}

/** Bytes of all scripts until the network is quiet, in a browser that has cached nothing. */
async function firstLoad(browser: Browser, url: string, storageState?: State): Promise<number> {
  const context = await browser.newContext(storageState ? { storageState } : {})
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await context.close()
  return total
}

function row(what: string, bytes: number): Row {
  const name = what.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '<id>')
  return {
    what: `first-load JavaScript, ${name}`,
    baseline: `${LIMIT_KB} kB gzip`,
    measured: `${(bytes / 1000).toFixed(1)} kB`,
    ratio: bytes / 1000 / LIMIT_KB,
    target: { most: 1 },
  }
}
