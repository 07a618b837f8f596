import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Runs `task` while no other process runs one under the same lock file.
 * The lock is the kernel's own (taken through SQLite, the only way to one that Node has), so it ends with its
 * process: there is no stale lock to judge.
 * @throws Error when the lock is not free within `timeoutMs`.
 */
export async function withStartLock<T>(file: string, timeoutMs: number, task: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    const deadline = performance.now() + timeoutMs
    while (!tryLock(lock)) {
      if (performance.now() > deadline) {
        throw new Error(`Another process is still starting PostgreSQL (it holds ${file}).`)
      }
      await delay(20)
    }
    return await task()
  } finally {
    lock.close()
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return false
    throw error
  }
}
