/** The items of a menu that can be chosen, in order. */
export function menuItems(menu: HTMLElement): HTMLElement[] {
  return Array.from(menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])'))
}

/** Where a key leads from item `at` of `count` (−1: none yet); undefined when it is no key of movement. */
export function menuStep(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1
  return undefined
}

/** The next item, after `at`, that starts with what was typed; round the end, and `at` itself for a longer word. */
export function typeAhead(labels: readonly string[], typed: string, at: number): number {
  const needle = typed.toLowerCase()
  const sameLetter = needle.length > 1 && [...needle].every((letter) => letter === needle[0])
  const search = sameLetter ? needle.slice(0, 1) : needle
  const from = search.length > 1 ? Math.max(at, 0) : at + 1
  const found = labels.findIndex((_, offset) => {
    const label = labels[(from + offset) % labels.length] ?? ''
    return label.trim().toLowerCase().startsWith(search)
  })
  return found < 0 ? -1 : (from + found) % labels.length
}
