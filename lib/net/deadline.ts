import { SendError, timeoutWords } from './send-error.ts'

export interface Deadline {
  /** Calls at the end, or at once where it is past; in place of who was to be called before. */
  readonly onEnd: (listener: (why: SendError) => void) => void
  /** It came in time. */
  readonly done: () => void
}

/** The time that a request has, and who may stop it earlier. */
export function deadline(timeoutMs: number, stop: AbortSignal | undefined): Deadline {
  let ended: SendError | null = null
  let call: (why: SendError) => void = () => {}
  const end = (why: SendError) => {
    if (ended) return
    ended = why
    call(why)
  }
  const timer = setTimeout(() => end(new SendError('timeout', timeoutWords(timeoutMs))), timeoutMs)
  const onStop = () => end(new SendError('aborted', 'The request was stopped.'))
  const forget = stop && whenAborted(stop, onStop)
  return {
    onEnd(listener) {
      call = listener
      if (ended) listener(ended)
    },
    done() {
      clearTimeout(timer)
      forget?.()
    },
  }
}

const listening = new WeakMap<AbortSignal, Set<() => void>>()

/** One listener of the signal for all: it compares each new one with all that it has. Answers how to take it back. */
function whenAborted(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) listener()
  const listeners = listening.get(signal) ?? new Set()
  if (!listening.has(signal)) {
    listening.set(signal, listeners)
    signal.addEventListener('abort', () => listeners.forEach((call) => void call()), { once: true })
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}
