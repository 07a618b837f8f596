import pg from 'pg'
import { env } from '#lib/env.ts'
import { keepConnected, type LastingConnection } from './lasting-connection.ts'

export interface ListenOptions {
  readonly onPayload: (payload: string) => void
  /** whatever was told before is lost */
  readonly onConnected: () => void
  readonly onError: (error: unknown) => void
}

export type Listener = LastingConnection

/** Listens on a channel, on a connection of its own that comes back when the database does. */
export function listen(channel: string, { onPayload, onConnected, onError }: ListenOptions): Listener {
  return keepConnected(env().DATABASE_URL, {
    async onOpen(client) {
      client.on('notification', ({ payload = '' }) => onPayload(payload))
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    },
    onReady: onConnected,
    onError,
  })
}
