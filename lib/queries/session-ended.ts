const ended = new EventTarget()

/** Tells the page that the server does not know its session any more. */
export function announceSessionEnded(): void {
  ended.dispatchEvent(new Event('ended'))
}

/** Calls `listener` when the session turns out to have ended, until the returned function is called. */
export function onSessionEnded(listener: () => void): () => void {
  ended.addEventListener('ended', listener)
  return () => ended.removeEventListener('ended', listener)
}
