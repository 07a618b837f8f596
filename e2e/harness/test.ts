import AxeBuilder from '@axe-core/playwright'
import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { closeDb } from '#lib/db/client.ts'
import { publishEnv } from '#lib/env.ts'
import { type AppServer, startAppServer } from './app-server.ts'

export { expect }

/** The demo team's members: `viewer@demo.test` and so on. */
export type DemoRole = 'owner' | 'admin' | 'developer' | 'support' | 'viewer'

type SignedInState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

type TestFixtures = {
  /** A page in a browser context of its own, signed in as the demo team's member of that role. */
  as(role: DemoRole, options?: BrowserContextOptions): Promise<Page>
  /** A page in a browser context of its own, signed in to nothing. */
  visitor(options?: BrowserContextOptions): Promise<Page>
  /** Fails when axe finds anything on the page as it is now, with open dialogs and menus. */
  expectAccessible(page: Page): Promise<void>
}

type WorkerFixtures = {
  /** The server of this worker. The tests of one worker share it, so each makes the endpoints that it changes. */
  app: AppServer
  /** Cookies of a signed-in member; each signs in once per worker. */
  signedIn(role: DemoRole): Promise<SignedInState>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
    async ({}, use, workerInfo) => {
      const app = await startAppServer(`worker_${workerInfo.workerIndex}`)
      // factories and verbs work in the tests' own process, too
      publishEnv({ DATABASE_URL: app.databaseUrl, PATCHBAY_MASTER_KEY: app.masterKey, PATCHBAY_URL: app.url })
      await use(app)
      await closeDb()
      await app.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  signedIn: [
    async ({ app, browser }, use) => {
      const states = new Map<DemoRole, Promise<SignedInState>>()
      const signInOnce = async (role: DemoRole) => {
        const context = await browser.newContext({ baseURL: app.url })
        try {
          const page = await context.newPage()
          await signIn(page, `${role}@demo.test`, app.demoPassword)
          return await context.storageState()
        } finally {
          await context.close()
        }
      }
      await use((role) => {
        const state = states.get(role) ?? signInOnce(role)
        states.set(role, state)
        return state
      })
    },
    { scope: 'worker' },
  ],

  baseURL: ({ app }, use) => use(app.url),

  visitor: async ({ browser }, use) => {
    const pages: Page[] = []
    await use(async (options) => {
      const page = await (await browser.newContext(options)).newPage()
      pages.push(page)
      return page
    })
    await Promise.all(pages.map((page) => page.context().close()))
  },

  as: async ({ visitor, signedIn }, use) => {
    await use(async (role, options) => visitor({ ...options, storageState: await signedIn(role) }))
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map((node) => node.html),
      }))
      expect(found).toEqual([])
    })
  },
})

/** Signs in as a person does, and waits for the first page behind it. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/endpoints')
}
