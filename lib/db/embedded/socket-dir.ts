import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { codeOf } from './binaries.ts'
import { SOCKET_NAME } from './pid-file.ts'
import type { Runner } from './runner.ts'

/** The kernel's limit for a socket's path, without its closing zero. */
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103

/**
 * A folder for the server's socket that only its user can enter, so that nobody else on the machine
 * can connect. It stands in the data folder, or, where that path is too long for a socket, in the temporary one.
 * @throws Error (one sentence) when the temporary folder's name is taken by somebody else.
 */
export function makeSocketDir(home: string, runner: Runner): string {
  const dir = socketDirFor(home, runner.user ? '/tmp' : os.tmpdir())
  const uid = runner.user?.uid ?? process.getuid?.()
  try {
    mkdirSync(dir, { mode: 0o700 })
    if (runner.user) chownSync(dir, runner.user.uid, runner.user.gid)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const stat = lstatSync(dir)
  if (path.dirname(dir) === home && stat.isDirectory()) {
    // the data folder is ours; its parts may have been restored or copied with other owners
    if (runner.user) chownSync(dir, runner.user.uid, runner.user.gid)
    chmodSync(dir, 0o700)
  } else if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0) {
    throw new Error(
      `${dir} belongs to another user or is open to others: remove it, or set a shorter DATA_DIR.`,
    )
  }
  return dir
}

/** Where the socket's folder goes; `temporary` is used when the data folder's own path is too long. */
export function socketDirFor(home: string, temporary: string): string {
  const own = path.join(home, 'run')
  if (fits(own)) return own
  const name = `patchbay-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`
  const short = path.join(temporary, name)
  return fits(short) ? short : path.join('/tmp', name)
}

function fits(dir: string): boolean {
  return Buffer.byteLength(path.join(dir, SOCKET_NAME)) <= MAX_SOCKET_PATH
}
