import type { Locator, Page } from '@playwright/test'
import { untilAlive } from './alive.ts'

/** Opens a page of a team, and waits until it is alive: it answers clicks, and hears what others change. */
export async function open(page: Page, path: string): Promise<void> {
  await untilLive(page, () => page.goto(path))
}

/** The page as the server has it now. */
export async function reload(page: Page): Promise<void> {
  await untilLive(page, () => page.reload())
}

/** The stream of changes is opened by the page's own code, so its answer tells that the code is at work. */
async function untilLive(page: Page, deed: () => Promise<unknown>): Promise<void> {
  const live = page.waitForResponse((answer) => new URL(answer.url()).pathname.startsWith('/live/'))
  await deed()
  await live
  await untilAlive(page)
}

/** A field of an endpoint's page, by its label. Its choices may be a group inside of it that has the same name. */
export function field(page: Page, label: string): Locator {
  return page.getByRole('group', { name: label, exact: true }).first()
}

/** The button that opens a field. */
export function editButton(page: Page, label: string): Locator {
  return page.getByRole('button', { name: `Edit ${label}`, exact: true })
}

/** Opens a field, and puts text in place of what stands there. */
export async function beginTyping(page: Page, label: string, text: string): Promise<Locator> {
  await editButton(page, label).click()
  const box = field(page, label).getByRole('textbox')
  await box.fill(text)
  return box
}

/** What the page says at its foot after a deed. */
export function toast(page: Page, text: string): Locator {
  return page
    .getByRole('region', { name: /^Notifications/ })
    .getByRole('listitem')
    .filter({ hasText: text })
}

/** An event of the checklist. */
export function eventBox(page: Page, type: string): Locator {
  return field(page, 'Events').getByRole('checkbox', { name: type, exact: true })
}

/** The history beside the fields: a line for each change, the newest first. */
export function history(page: Page): Locator {
  return page.getByRole('region', { name: 'Changes' }).getByRole('listitem')
}

/** The row of the list that has this name. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
}
