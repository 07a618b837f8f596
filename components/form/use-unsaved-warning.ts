import { useEffect } from 'react'

/** How many places of the page have something that is not saved. */
let unsaved = 0

const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/** A link inside the app does not unload the page. It is heard here, so that links need no code for it. */
function onClick(event: MouseEvent) {
  const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href]')
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  // there a question was asked already, as where the session has ended
  if (link.closest('[role="alertdialog"]') || mayLeaveFor(link.href)) return
  event.preventDefault()
  event.stopPropagation()
}

/** While there is something to lose here, whoever leaves the page is asked first. */
export function useUnsavedWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    if (unsaved++ === 0) {
      window.addEventListener('beforeunload', warn)
      window.addEventListener('click', onClick, true)
    }
    return () => {
      if (--unsaved > 0) return
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('click', onClick, true)
    }
  }, [isUnsaved])
}

/** Asks, where the way leads to another page of the app. */
function mayLeaveFor(href: string): boolean {
  const { origin, pathname } = new URL(href, location.href)
  const stays = origin !== location.origin || pathname === location.pathname
  return stays || window.confirm('Leave without saving? What you changed here is lost.')
}
