// One process at a time, for the steps that write into the repository's folder (packages, client, build).
// Needs nothing but Node 20, because it guards the installation too.
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CliError, codeOf } from './cli-error.mjs'

const HEARTBEAT_MS = 2_000
/** A holder that has not touched its lock for so long is gone, even if its process id lives on as another's. */
const STALE_MS = 60_000
const POLL_MS = 200

let drafts = 0

/**
 * Runs `task` while no other process runs one under the same lock file.
 * @template T
 * @param {string} file made and removed here; its folder is made too
 * @param {() => Promise<T>} task
 * @param {{ onWait?: () => void }} [options] `onWait` is called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withFileLock(file, task, { onWait } = {}) {
  let waited = false
  while (!tryLock(file)) {
    if (!waited) onWait?.()
    waited = true
    await delay(POLL_MS)
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref()
  try {
    return await task()
  } finally {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function tryLock(file) {
  const draft = writeDraft(file)
  try {
    linkSync(draft, file)
    return true
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause
    removeIfStale(file, draft)
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * The lock is written under another name first, so that it is never seen empty.
 * @param {string} file
 */
function writeDraft(file) {
  const draft = `${file}.${process.pid}.${drafts++}`
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(draft, String(process.pid))
    return draft
  } catch (cause) {
    throw new CliError(`The folder ${path.dirname(file)} cannot be written (${codeOf(cause)}).`, { cause })
  }
}

/**
 * Moves a dead holder's lock away. If a live one took its place in between, that one is put back.
 * @param {string} file
 * @param {string} draft
 */
function removeIfStale(file, draft) {
  if (!isStale(file)) return
  const aside = `${draft}.stale`
  try {
    renameSync(file, aside)
    if (!isStale(aside)) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** @param {string} file */
function isStale(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return !isAlive(pid) || Date.now() - statSync(file).mtimeMs > STALE_MS
  } catch {
    return false
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process with this id exists, whoever owns it
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}
