import { realpathSync } from 'node:fs'
import pg from 'pg'
import { DATABASE, ROLE } from './cluster.ts'
import type { PidFile } from './pid-file.ts'

/** The address of our database on the server that listens in `socketDir`. */
export function urlOf(socketDir: string, port: number): string {
  return `postgresql://${ROLE}@localhost:${port}/${DATABASE}?host=${encodeURIComponent(socketDir)}`
}

/**
 * True when a server answers at the recorded socket, takes queries, and says that its data folder is `cluster`.
 * A server that starts or stops refuses, and counts as not answering.
 */
export async function answers(state: PidFile, cluster: string): Promise<boolean> {
  if (!state.socketDir || !state.port || state.status !== 'ready') return false
  return withMaintenanceClient(state, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    return rows[0] !== undefined && realpathSync(rows[0].data_directory) === realpathSync(cluster)
  }).catch(() => false)
}

/** Makes our database on a server that has just been started for the first time. */
export async function ensureDatabase(state: PidFile): Promise<void> {
  await withMaintenanceClient(state, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
  })
}

/** Resolves when the server closes a connection that is opened for nothing else, or refuses it. */
export async function connectMonitor(state: PidFile): Promise<void> {
  const client = maintenanceClient(state)
  const closed = new Promise<void>((resolve) => client.once('end', resolve))
  try {
    await client.connect()
  } catch {
    return
  }
  // it must not keep our process alive
  const connection: pg.Client & { unref?(): void } = client
  connection.unref?.()
  await closed
}

async function withMaintenanceClient<T>(state: PidFile, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = maintenanceClient(state)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

function maintenanceClient(state: PidFile): pg.Client {
  const client = new pg.Client({
    host: state.socketDir,
    port: state.port,
    user: ROLE,
    database: 'postgres',
    connectionTimeoutMillis: 3_000,
  })
  // a server that dies ends the query and the connection; the event itself needs no further answer
  client.on('error', () => {})
  return client
}
