import { randomUUID } from 'node:crypto'
import { processSingleton } from '#lib/process-singleton.ts'
import { listenForWakes, notifyOthers } from './repo-wake.ts'

/** So that many publishers together cost one NOTIFY. */
const COALESCE_MS = 20

interface Wakes {
  readonly id: string
  readonly sleepers: Set<() => void>
  timer: NodeJS.Timeout | null
}

const wakes = () =>
  processSingleton('delivery-wakes', (): Wakes => ({ id: randomUUID(), sleepers: new Set(), timer: null }))

/** Says that there is something to send, after commit: to this process at once, to the others by NOTIFY. Never throws. */
export function wakeDeliveries(): void {
  const state = wakes()
  for (const wake of state.sleepers) wake()
  state.timer ??= setTimeout(() => {
    state.timer = null
    // a lost one costs the time until the next slow look
    notifyOthers(state.id).catch(() => {})
  }, COALESCE_MS).unref()
}

/** Tells others now what would be told in a moment, for who is about to end. Never throws. */
export async function flushDeliveryWakes(): Promise<void> {
  const state = wakes()
  if (!state.timer) return
  clearTimeout(state.timer)
  state.timer = null
  await notifyOthers(state.id).catch(() => {})
}

export interface Listening {
  stop(): Promise<void>
}

/** Calls `wake` whenever there is something to send, here or in another process, until it is stopped. */
export function onDeliveryWake(wake: () => void, onError: (error: unknown) => void): Listening {
  const { sleepers, id } = wakes()
  sleepers.add(wake)
  const others = listenForWakes(id, wake, onError)
  return {
    async stop() {
      sleepers.delete(wake)
      await others.stop()
    },
  }
}
