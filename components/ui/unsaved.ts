import { useEffect } from 'react'

/** How many places of the page have something that is not saved. */
let unsaved = 0

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** While there is something to lose here, whoever leaves the page is asked first. */
export function useUnsavedWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    if (unsaved++ === 0) window.addEventListener('beforeunload', warn)
    return () => {
      if (--unsaved === 0) window.removeEventListener('beforeunload', warn)
    }
  }, [isUnsaved])
}

/** Asks, where the way leads to another page and something would be lost. */
export function mayLeaveFor(href: string): boolean {
  const stays = new URL(href, location.href).pathname === location.pathname
  return unsaved === 0 || stays || window.confirm('Leave without saving? What you changed here is lost.')
}
