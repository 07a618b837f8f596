import { type Listener, listen } from '#lib/db/listen.ts'
import { logger } from '#lib/observability/logger.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { hub } from './hub.ts'
import { CHANNEL, type Envelope, processId } from './publish.ts'

const state = () => processSingleton<{ now: Listener | null }>('live-listener', () => ({ now: null }))

/** Hears of other processes' changes from now on. A second call changes nothing. */
export function startListening(): void {
  state().now ??= listen(CHANNEL, {
    onPayload: receive,
    onConnected: () => {},
    onError: (error) =>
      logger().warn({ err: error }, 'live changes of other processes are not heard for now'),
  })
}

export async function stopListening(): Promise<void> {
  const { now } = state()
  state().now = null
  await now?.stop()
}

function receive(payload: string): void {
  try {
    const envelope = JSON.parse(payload) as Envelope
    if (envelope.from === processId()) return
    for (const event of envelope.events) hub().dispatch(event)
  } catch (error) {
    logger().warn({ err: error }, 'a live notification was not readable')
  }
}
