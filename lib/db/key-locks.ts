import type pg from 'pg'
import { keepConnected, type LastingConnection } from './lasting-connection.ts'

/**
 * Who uses which master key, told by advisory locks that are named by a key's id: eight hexadecimal digits are the
 * number that such a lock may have. A lock ends with its process, however that ends, so nothing is told of the dead.
 */
const SEALS = 72_707_402
const REKEYS = 72_707_403

/** Tells the others, for as long as this process runs, which key it seals under. Rejects when it could not be told. */
export async function announceKey(
  url: string,
  keyId: string,
  onError: (error: unknown) => void,
): Promise<LastingConnection> {
  const told = Promise.withResolvers<void>()
  const connection = keepConnected(url, {
    onOpen: (client) => client.query('SELECT pg_advisory_lock_shared($1, $2)', [SEALS, lockOf(keyId)]),
    onReady: told.resolve,
    onError(error) {
      told.reject(error)
      onError(error)
    },
  })
  try {
    await told.promise
  } catch (error) {
    await connection.stop()
    throw error
  }
  return connection
}

/** Says on this connection that all is being sealed under a key. False when another does that under the same one. */
export async function claimRekeying(client: pg.ClientBase, keyId: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS mine', [
    REKEYS,
    lockOf(keyId),
  ])
  return rows[0]?.mine ?? false
}

/** Takes back what `claimRekeying` said of a key. */
export async function endRekeying(client: pg.ClientBase, keyId: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1, $2)', [REKEYS, lockOf(keyId)])
}

/** The keys that other processes seal under, one for each process. */
export function keysInUse(client: pg.ClientBase): Promise<string[]> {
  return heldByOthers(client, SEALS)
}

/** The keys under which others are sealing all anew; one, if nobody is in the wrong. */
export function rekeyingUnder(client: pg.ClientBase): Promise<string[]> {
  return heldByOthers(client, REKEYS)
}

async function heldByOthers(client: pg.ClientBase, kind: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT lpad(to_hex(objid::bigint), 8, '0') AS id FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 2 AND classid = $1::bigint::oid AND granted AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY pid`,
    [kind],
  )
  return rows.map(({ id }) => id)
}

/** Locks count from below zero. */
function lockOf(keyId: string): number {
  return Number.parseInt(keyId, 16) | 0
}
