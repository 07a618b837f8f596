import type { ReactNode } from 'react'

export type PaletteItem = {
  id: string
  label: string
  /** Shown quietly behind the label: a URL, a kind. */
  detail?: string
  keywords?: string[]
  icon?: ReactNode
  onSelect: () => void
}

export type PaletteGroup = { heading: string; items: PaletteItem[] }

export type CommandPaletteProps = {
  groups: PaletteGroup[]
  placeholder?: string
  /** Told of each keystroke; lets the owner fetch `groups` that match. */
  onQueryChange?: ((query: string) => void) | undefined
  /** True while the owner is fetching. */
  pending?: boolean | undefined
}
