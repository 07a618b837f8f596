import pg from 'pg'
import { env } from '#lib/env.ts'

const RECONNECT_MS = 1_000
const CONNECT_TIMEOUT_MS = 5_000

export interface ListenOptions {
  readonly onPayload: (payload: string) => void
  /** whatever was told before is lost */
  readonly onConnected: () => void
  readonly onError: (error: unknown) => void
}

export interface Listener {
  stop(): Promise<void>
}

/** Listens on a channel, on a connection of its own that comes back when the database does. */
export function listen(channel: string, { onPayload, onConnected, onError }: ListenOptions): Listener {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let connecting: Promise<void> = Promise.resolve()
  let stopped = false

  const connect = async (): Promise<void> => {
    const mine = new pg.Client({
      connectionString: env().DATABASE_URL,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'patchbay',
    })
    const again = () => {
      if (client === mine) client = null
      if (stopped || timer) return
      timer = setTimeout(() => {
        timer = null
        connecting = connect()
      }, RECONNECT_MS).unref()
    }
    mine.on('error', again)
    mine.on('end', again)
    mine.on('notification', ({ payload = '' }) => onPayload(payload))
    try {
      await mine.connect()
      await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      if (stopped) return await mine.end()
      client = mine
      onConnected()
    } catch (error) {
      if (!stopped) onError(error)
      await mine.end().catch(() => {})
      again()
    }
  }

  connecting = connect()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await connecting
      await client?.end().catch(() => {})
      client = null
    },
  }
}
