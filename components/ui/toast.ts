import type { ReactNode } from 'react'

export type ToastRequest = {
  id: number
  tone: 'done' | 'failed'
  message: string
  description?: ReactNode
  undo?: (() => Promise<void> | void) | undefined
}

type Listener = (request: ToastRequest) => void

let lastId = 0
let listener: Listener | undefined
const waiting: ToastRequest[] = []

function send(request: Omit<ToastRequest, 'id'>) {
  lastId += 1
  const full = { ...request, id: lastId }
  if (listener) listener(full)
  else waiting.push(full)
}

/** Says what was done. `undo` really reverts it; while it runs the toast says so, and says when it failed. */
export function toastDone(request: {
  message: string
  description?: ReactNode
  undo?: () => Promise<void> | void
}) {
  send({ tone: 'done', ...request })
}

/** Says what could not be done, for deeds that have no field where the words could stand. */
export function toastFailed(request: { message: string; description?: ReactNode }) {
  send({ tone: 'failed', ...request })
}

/** For the toaster alone: takes over what is waiting and what will come. */
export function listenToToasts(next: Listener): () => void {
  listener = next
  for (const request of waiting.splice(0)) next(request)
  return () => {
    if (listener === next) listener = undefined
  }
}
