/**
 * Puts text on the clipboard and says whether that worked. Pages served over plain HTTP have no clipboard
 * interface: there a hidden text box beside `anchor` is copied instead (beside it, because a dialog holds the focus).
 */
export async function copyText(text: string, anchor: HTMLElement): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // The reader or a policy refused: the older way may still be open.
    }
  }
  const box = document.createElement('textarea')
  box.value = text
  box.setAttribute('aria-hidden', 'true')
  box.style.cssText = 'position:fixed;top:0;left:0;opacity:0;pointer-events:none'
  anchor.parentElement?.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  anchor.focus()
  return done
}
