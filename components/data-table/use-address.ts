'use client'

import { usePathname, useSearchParams } from 'next/navigation'

/**
 * Parameters of the address that only the page in the browser needs: reading them, and writing them without asking
 * the server. `push` makes a step that Back takes back.
 */
export function useAddress() {
  const pathname = usePathname()
  const params = useSearchParams()

  function set(name: string, value: string | undefined, how: 'push' | 'replace' = 'replace') {
    // not the hook's: two changes may come in one render
    const next = new URLSearchParams(window.location.search)
    if (value) next.set(name, value)
    else next.delete(name)
    const search = next.toString()
    const href = search ? `${pathname}?${search}` : pathname
    if (how === 'push') window.history.pushState(null, '', href)
    else window.history.replaceState(null, '', href)
  }

  return { get: (name: string) => params.get(name) || undefined, set }
}
