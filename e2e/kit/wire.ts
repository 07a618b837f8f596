import type { Locator, Page } from '@playwright/test'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { type Receiver, startReceiver } from '#lib/testing/receiver.ts'
import { test as base, expect, type OwnTeam } from './own-team.ts'

export type { OwnTeam }
export { expect }

/** What a test's own receiver gets, and the endpoint that leads there. */
export interface Wire {
  readonly receiver: Receiver
  endpoint(fields?: Record<string, unknown>): Promise<{ readonly id: string; readonly path: string }>
}

export const test = base.extend<{ wire: Wire }>({
  wire: async ({ team }, use) => {
    const receiver = await startReceiver()
    await use({
      receiver,
      endpoint: (fields = {}) =>
        team.endpoint('standard', {
          name: 'Billing sync',
          // the server knows neither its name nor who signed its certificate
          url: receiver.url('/hooks').replace('good.test', '127.0.0.1'),
          tlsVerification: false,
          ...fields,
        }),
    })
    await receiver.close()
  },
})

/** The address of the list. */
export const listOf = (team: OwnTeam) => `/${team.slug}/deliveries`
/** The rows of the list, without its head. */
export const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Deliveries' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
/** What stands over the page: a drawer, or a dialog. */
export const drawer = (page: Page) => page.getByRole('dialog')
/** Publishes an event behind the browsers' backs. */
export const publish = (team: OwnTeam, payload: Record<string, string> = { id: 'in_1' }) =>
  publishMessage(team.ctx('developer'), { eventType: 'invoice.created', payload })

/** Opens the drawer of a row. */
export async function openRow(page: Page, which: Locator): Promise<void> {
  await which.getByRole('button').first().click()
  await expect(drawer(page)).toBeVisible()
}

/** A state of a page for axe, in which a dialog is open; `show` opens it. */
export const overlay = (page: Page, name: string, show: () => Promise<unknown>) => ({
  name,
  open: async () => {
    await show()
    await expect(drawer(page)).toBeVisible()
  },
  shut: async () => {
    await page.keyboard.press('Escape')
    await expect(drawer(page)).toHaveCount(0)
  },
})
