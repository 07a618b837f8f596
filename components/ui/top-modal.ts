const stack: HTMLDialogElement[] = []
const listeners = new Set<(top: HTMLDialogElement | undefined) => void>()

function tell() {
  for (const listener of listeners) listener(stack.at(-1))
}

function take(dialog: HTMLDialogElement) {
  const at = stack.indexOf(dialog)
  if (at >= 0) stack.splice(at, 1)
}

/** Shows a dialog as modal, over all others. */
export function showModal(dialog: HTMLDialogElement): void {
  const page = document.documentElement
  // The first one takes the scrollbar's room; app/globals.css gives it back to the page, so that nothing moves there.
  if (stack.length === 0) page.style.setProperty('--gutter', `${window.innerWidth - page.clientWidth}px`)
  dialog.showModal()
  take(dialog)
  stack.push(dialog)
  tell()
}

/** Closes it. Who put something into it is told first, to take it out before it leaves the page. */
export function closeModal(dialog: HTMLDialogElement): void {
  take(dialog)
  tell()
  dialog.close()
}

/** Tells of the uppermost modal dialog now, and whenever that is another one or is shown anew. */
export function watchTopModal(listener: (top: HTMLDialogElement | undefined) => void): () => void {
  listeners.add(listener)
  listener(stack.at(-1))
  return () => void listeners.delete(listener)
}
