import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFileLock } from './file-lock.mjs'

let folder: string
let lock: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-lock-'))
  lock = path.join(folder, 'cache', 'test.lock')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('withFileLock', () => {
  it('runs one task at a time, and says that it waits', async () => {
    let running = 0
    let most = 0
    let waits = 0
    const task = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }
    const onWait = () => waits++
    await Promise.all([1, 2, 3].map(() => withFileLock(lock, task, { onWait })))
    expect([most, waits]).toEqual([1, 2])
    expect(readdirSync(path.dirname(lock))).toEqual([])
  })

  it('is free again after a task that failed', async () => {
    await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withFileLock(lock, async () => 'yes')).toBe('yes')
  })

  it('is taken over from a process that was killed', async () => {
    mkdirSync(path.dirname(lock))
    writeFileSync(lock, String(await deadPid()))
    expect(await withFileLock(lock, async () => existsSync(lock))).toBe(true)
    expect(readdirSync(path.dirname(lock))).toEqual([])
  })

  it('is taken over when its holder’s id belongs to another process by now', async () => {
    mkdirSync(path.dirname(lock))
    writeFileSync(lock, String(process.pid))
    const longAgo = new Date(Date.now() - 10 * 60_000)
    utimesSync(lock, longAgo, longAgo)
    expect(await withFileLock(lock, async () => 'taken')).toBe('taken')
  })

  it('names the folder that cannot be written', async () => {
    writeFileSync(path.dirname(lock), 'a file')
    await expect(withFileLock(lock, async () => {})).rejects.toThrow(
      /^The folder .*cache cannot be written \(/,
    )
  })
})
