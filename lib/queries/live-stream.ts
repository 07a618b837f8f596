import type { LiveEvent } from '#lib/domain/shared/context.ts'

/**
 * Hears of committed changes of a team. Browsers allow six connections to a server over HTTP/1.1, so the tabs of one
 * browser share one stream: who holds the lock listens, and tells the others.
 * `onGap` is called when events may have been missed: read again what is shown.
 */
export function listenToTeam(
  team: string,
  onEvent: (event: LiveEvent) => void,
  onGap: () => void,
): () => void {
  const ended = new AbortController()
  const name = `patchbay-live:${team}`
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<{ event: LiveEvent } | { gap: true }>) =>
    'event' in data ? onEvent(data.event) : onGap()

  const lead = () =>
    openStream(
      team,
      ended.signal,
      (event) => {
        onEvent(event)
        channel.postMessage({ event })
      },
      () => {
        onGap()
        channel.postMessage({ gap: true })
      },
    )
  // Locks exist in secure contexts alone; elsewhere each tab listens for itself, and tells nobody.
  if ('locks' in navigator) {
    navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => {})
  } else {
    channel.onmessage = null
    void openStream(team, ended.signal, onEvent, onGap)
  }
  return () => {
    ended.abort()
    channel.close()
  }
}

/** Resolves when `signal` aborts: a lock is held as long. The browser reconnects by itself, but for refusals. */
function openStream(
  team: string,
  signal: AbortSignal,
  onEvent: (event: LiveEvent) => void,
  onGap: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const source = new EventSource(`/live/${encodeURIComponent(team)}`)
    let wasOpen = false
    source.addEventListener('ready', () => {
      if (wasOpen) onGap()
      wasOpen = true
    })
    source.addEventListener('change', ({ data }: MessageEvent<string>) =>
      onEvent(JSON.parse(data) as LiveEvent),
    )
    signal.addEventListener('abort', () => {
      source.close()
      resolve()
    })
  })
}
