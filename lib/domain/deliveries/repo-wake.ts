import { type Listener, listen } from '#lib/db/listen.ts'
import { client } from '../shared/transaction.ts'

const CHANNEL = 'patchbay_deliveries'

export async function notifyOthers(from: string): Promise<void> {
  await client().$executeRaw`SELECT pg_notify(${CHANNEL}, ${from})`
}

/** Hears of other processes' wakes, and after a lost connection of what may have been missed. */
export function listenForWakes(self: string, wake: () => void, onError: (error: unknown) => void): Listener {
  return listen(CHANNEL, {
    onPayload: (from) => {
      if (from !== self) wake()
    },
    onConnected: wake,
    onError,
  })
}
