import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The widths at which axe looks, and beside each the outermost one at which nothing may stick out. */
export const WIDE = { width: 1440, height: 900, utmost: 2560 }
export const NARROW = { width: 390, height: 844, utmost: 360 }
export type Size = typeof WIDE

/** Of all rules these alone look at colours; nothing else of a page depends on the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** One state of a page. */
export type Look = {
  /** for the message of a failure: "endpoint, rotating" */
  name: string
  /** both unless said */
  size?: Size
  /** brings the page into the state; called for each size */
  open?: (page: Page) => Promise<unknown>
  /** takes it back */
  shut?: (page: Page) => Promise<unknown>
}

/**
 * Fails when axe finds anything in one of the states, in either theme and size, with all that is open in it, or when it is
 * wider than its window.
 */
export async function expectSound(page: Page, looks: readonly Look[]): Promise<void> {
  const faults: unknown[] = []
  // colours that fade from one theme to the other would be waited for at each look
  await page.addStyleTag({ content: '*, ::before, ::after, ::backdrop { transition: none !important }' })
  for (const size of [WIDE, NARROW]) {
    const { width, height, utmost } = size
    for (const { name, size: only, open, shut } of looks) {
      if (only && only !== size) continue
      await page.setViewportSize({ width, height })
      // where an earlier state was scrolled to, a control may stand half under the top bar
      await page.evaluate(() => window.scrollTo(0, 0))
      await open?.(page)
      for (const theme of ['light', 'dark'] as const) {
        await wear(page, theme)
        const violations = await violationsOf(page, theme)
        faults.push(...violations.map((violation) => ({ look: name, width, theme, ...violation })))
      }
      await page.setViewportSize({ width: utmost, height })
      const over = await page.evaluate(
        () => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth,
      )
      if (over > 0) faults.push({ look: name, width: utmost, over })
      await page.setViewportSize({ width, height })
      await shut?.(page)
    }
  }
  expect(faults).toEqual([])
}

/** What choosing a theme does to the page, and all that moves because of it. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(async (chosen) => {
    document.documentElement.dataset.theme = chosen
    // a colour that follows another one begins to change a frame after it
    for (let frame = 0; frame < 2; frame++) {
      await new Promise(requestAnimationFrame)
      // one that follows a scroll position never ends
      const timed = document.getAnimations().filter(({ timeline }) => timeline === document.timeline)
      await Promise.allSettled(timed.map((animation) => animation.finished))
    }
  }, theme)
}

async function violationsOf(page: Page, theme: 'light' | 'dark') {
  const isThere = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder({
    page,
    ...(isThere && { axeSource: '/* as the page has it */' }),
  }).setLegacyMode()
  // the light pass looks for everything, the dark one for what is left to the theme
  if (theme === 'dark') axe.withRules(COLOUR_RULES)
  else axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  const { violations } = await axe.analyze()
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    // with what was measured, as the two colours
    nodes: nodes.map(({ html, any }) => [html, any[0]?.data]),
  }))
}
