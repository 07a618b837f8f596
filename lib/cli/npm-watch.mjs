// npm that is killed with SIGKILL cannot tell its script. So the script looks whether npm is still there.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isAlive } from './file-lock.mjs'

const POLL_MS = 500

/**
 * Calls `onGone` once, when the npm that started this process is gone. Started by anything else (a service
 * manager, nohup), a process may outlive its parent, so nothing is watched.
 * @param {() => void} onGone
 * @returns {() => void} ends the watch
 */
export function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_script?.includes('lib/cli/bootstrap.mjs')) return () => {}
  const parent = process.ppid
  // between npm and us there may be the shell that npm runs scripts with, and that one would live on
  const isShell = read(parent, 'args').includes('bootstrap.mjs')
  const npm = isShell ? Number(read(parent, 'ppid')) : parent
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm <= 1 || isAlive(npm))) return
    clearInterval(timer)
    onGone()
  }, POLL_MS).unref()
  return () => clearInterval(timer)
}

/**
 * @param {number} pid
 * @param {'args' | 'ppid'} what
 * @returns {string} '' when it cannot be told
 */
function read(pid, what) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
  try {
    if (what === 'args') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    // pid (name) state ppid …; the name may hold spaces and brackets
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ')[1] ?? ''
  } catch {
    return ''
  }
}
