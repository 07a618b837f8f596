import { expect, type Page } from '@playwright/test'
import type { Look, Size } from './axe.ts'

/** The way out of whatever is open over the page. */
export const leave = (page: Page) => page.keyboard.press('Escape')

/** A menu or panel on a button. */
export const menu = (name: string | RegExp, role: 'menu' | 'dialog' = 'menu', size?: Size): Look => ({
  name: `menu ${name}`,
  ...(size && { size }),
  open: async (page) => {
    await page.getByRole('button', { name }).click()
    await expect(page.getByRole(role).last()).toBeVisible()
  },
  shut: async (page) => {
    await leave(page)
    await expect(page.getByRole(role)).toHaveCount(0)
  },
})

/** A dialog behind a button. */
export const dialog = (button: string | RegExp, role: 'dialog' | 'alertdialog' = 'dialog'): Look => ({
  ...menu(button, 'dialog'),
  name: `dialog ${button}`,
  open: async (page) => {
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await expect(page.getByRole(role)).toBeVisible()
  },
  shut: async (page) => {
    await leave(page)
    await expect(page.getByRole(role)).toHaveCount(0)
  },
})
