'use client'

import { createContext, type RefObject, use } from 'react'
import type { Disclosure } from './use-disclosure.ts'

/** How a menu was opened decides where the focus goes: to its panel, its first item, or its last. */
export type MenuOpener = 'pointer' | 'first' | 'last'

export type MenuState = Disclosure & { openedBy: RefObject<MenuOpener> }

export const MenuContext = createContext<MenuState | undefined>(undefined)

/** For the parts of a menu: its state, and the way to close it. */
export function useMenu(): MenuState {
  const menu = use(MenuContext)
  if (!menu) throw new Error('Menu parts belong inside a DropdownMenu')
  return menu
}
