import type { Page } from '@playwright/test'

/**
 * Opens any page, and waits until its code is at work on every control of it: a click before that would be lost. For
 * pages of a team there is `open` in `pages.ts`, which also waits for the stream of changes.
 */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await untilAlive(page)
}

/** React leaves its mark on an element when it takes it over. */
export async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main, button, input, textarea, select')].every((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps')),
    ),
  )
  // what listens to keys does so after the next frame
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}
