import { pool } from './client.ts'

/**
 * Does the work if nobody else, in this process or another one, is at it under the same name; answers whether it did.
 * The lock is a session's, on a connection of its own: it ends with the process, however that ends. Throws what the
 * work throws.
 */
export async function alone(name: string, work: () => Promise<void>): Promise<boolean> {
  const connection = await pool().connect()
  let isBroken = false
  // without a listener a connection that breaks meanwhile would end the process
  const onBroken = () => {
    isBroken = true
  }
  connection.on('error', onBroken)
  try {
    const { rows } = await connection.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [name],
    )
    if (!rows[0]?.locked) return false
    try {
      await work()
    } finally {
      await connection.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(onBroken)
    }
    return true
  } finally {
    connection.off('error', onBroken)
    // one that may hold the lock still is not given to others
    connection.release(isBroken)
  }
}
