import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The widths at which axe looks, and beside each the outermost one at which nothing may stick out. */
export const WIDE = { width: 1440, height: 900, utmost: 2560 }
export const NARROW = { width: 390, height: 844, utmost: 360 }
export type Size = typeof WIDE

/** Of all rules these alone look at colours; nothing else of a page depends on the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What can be open over a page. */
const OVER = ':modal, [popover=auto]:popover-open'

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

/** What is wrong: a rule of axe that is broken, or that something sticks out. */
export type Fault = { look: string; width: number } & (
  | { theme: 'light' | 'dark'; id: string; help: string; nodes: unknown[] }
  | { over: number }
)

/** Fails when anything is wrong in one of the states. */
export async function expectSound(page: Page, looks: readonly Look[]): Promise<void> {
  expect(await faultsIn(page, looks)).toEqual([])
}

/**
 * What axe finds in the states, in either theme and size, and which of them are wider than their window. The first state
 * is looked at whole, and so is each that has changed the page itself; of one that has opened something over the page,
 * what is open and what opened it: the rest is as it was, and lies behind a modal besides.
 */
export async function faultsIn(page: Page, looks: readonly Look[]): Promise<Fault[]> {
  const faults: Fault[] = []
  // colours that fade from one theme to the other would be waited for at each look
  await page.addStyleTag({ content: '*, ::before, ::after, ::backdrop { transition: none !important }' })
  await giveAxe(page)
  for (const size of [WIDE, NARROW]) {
    const { width, height, utmost } = size
    await page.setViewportSize({ width, height })
    let isFirst = true
    for (const { name, size: only, open, shut } of looks) {
      if (only && only !== size) continue
      // where an earlier state was scrolled to, a control may stand half under the top bar
      await page.evaluate(() => window.scrollTo(0, 0))
      await open?.(page)
      const isWhole = isFirst || (await page.locator(OVER).count()) === 0
      isFirst = false
      for (const theme of ['light', 'dark'] as const) {
        await wear(page, theme)
        const violations = await violationsOf(page, theme, isWhole)
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
  return faults
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

const resolve = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve
const source = readFileSync(resolve('axe-core/axe.min.js'), 'utf8')

/** Left to itself, the builder sends the page a source of twice the size, and that twice for each analysis. */
async function giveAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  await page.evaluate(source)
  await page.evaluate(rememberColours)
}

type Colour = { r: number; g: number; b: number; alpha: number; parseString(text: string): Colour }

/** A page has few colours, and axe reads each of them anew for each element: a third of all that it does. */
function rememberColours(): void {
  const { axe } = window as unknown as { axe: { commons: { color: { Color: { prototype: Colour } } } } }
  const { prototype } = axe.commons.color.Color
  const read = prototype.parseString
  const known = new Map<string, Pick<Colour, 'r' | 'g' | 'b' | 'alpha'>>()
  prototype.parseString = function (text) {
    const before = known.get(text)
    if (before) return Object.assign(this, before)
    const { r, g, b, alpha } = read.call(this, text)
    known.set(text, { r, g, b, alpha })
    return this
  }
}

async function violationsOf(page: Page, theme: 'light' | 'dark', isWhole: boolean) {
  const axe = new AxeBuilder({ page, axeSource: '/* as the page has it */' }).setLegacyMode()
  if (!isWhole) axe.include(`${OVER}, [aria-expanded=true]`)
  axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  // the light pass looks for everything, the dark one for what is left to the theme
  if (theme === 'dark') axe.withRules(COLOUR_RULES)
  const { violations } = await axe.analyze()
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    // with what was measured, as the two colours
    nodes: nodes.map(({ html, any }) => [html, any[0]?.data]),
  }))
}
