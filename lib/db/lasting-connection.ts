import pg from 'pg'

const RECONNECT_MS = 1_000
const CONNECT_TIMEOUT_MS = 5_000

export interface LastingOptions {
  /** at each connection, before it counts as made; one on which it fails is given up, and tried again */
  readonly onOpen: (client: pg.Client) => Promise<unknown>
  readonly onReady: () => void
  readonly onError: (error: unknown) => void
}

export interface LastingConnection {
  stop(): Promise<void>
}

/** A connection of its own that comes back when the database does, until it is stopped. */
export function keepConnected(url: string | undefined, options: LastingOptions): LastingConnection {
  const { onOpen, onReady, onError } = options
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let connecting: Promise<void> = Promise.resolve()
  let stopped = false

  const connect = async (): Promise<void> => {
    const mine = new pg.Client({
      connectionString: url,
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
    try {
      await mine.connect()
      await onOpen(mine)
      if (stopped) return await mine.end()
      client = mine
      onReady()
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
