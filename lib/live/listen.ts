import pg from 'pg'
import { env } from '#lib/env.ts'
import { logger } from '#lib/observability/logger.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { hub } from './hub.ts'
import { CHANNEL, type Envelope, processId } from './publish.ts'

const RECONNECT_MS = 1_000

interface Listening {
  client: pg.Client | null
  timer: NodeJS.Timeout | null
  stopped: boolean
}

const state = () =>
  processSingleton('live-listener', (): Listening => ({ client: null, timer: null, stopped: true }))

/** Hears of other processes' changes, on a connection of its own that comes back when the database does. */
export function startListening(): void {
  const listening = state()
  if (!listening.stopped) return
  listening.stopped = false
  void connect()
}

export async function stopListening(): Promise<void> {
  const listening = state()
  listening.stopped = true
  if (listening.timer) clearTimeout(listening.timer)
  await listening.client?.end().catch(() => {})
  listening.client = null
}

async function connect(): Promise<void> {
  const listening = state()
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  })
  const again = () => {
    if (listening.client === client) listening.client = null
    if (listening.stopped || listening.timer) return
    listening.timer = setTimeout(() => {
      listening.timer = null
      void connect()
    }, RECONNECT_MS).unref()
  }
  client.on('error', again)
  client.on('end', again)
  client.on('notification', (message) => receive(message.payload))
  try {
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}`)
    if (listening.stopped) return await client.end()
    listening.client = client
  } catch (error) {
    logger().warn({ err: error }, 'live changes of other processes are not heard for now')
    await client.end().catch(() => {})
    again()
  }
}

function receive(payload: string | undefined): void {
  try {
    const envelope = JSON.parse(payload ?? '') as Envelope
    if (envelope.from === processId()) return
    for (const event of envelope.events) hub().dispatch(event)
  } catch (error) {
    logger().warn({ err: error }, 'a live notification was not readable')
  }
}
