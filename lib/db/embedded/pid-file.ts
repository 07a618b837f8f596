import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { codeOf } from './binaries.ts'

/** What a running server writes into `postmaster.pid`; later lines appear while it starts. */
export type PidFile = { pid: number; port: number; socketDir: string; status: string }

const pathOf = (cluster: string) => path.join(cluster, 'postmaster.pid')

/** The pid file of a data folder, or undefined when there is none (or only a torn one). */
export function readPidFile(cluster: string): PidFile | undefined {
  let text: string
  try {
    text = readFileSync(pathOf(cluster), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  // pid, data folder, start time, port, socket folder, listen address, shared memory key, status
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3] ?? 0), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** True when the process was started as a server on exactly this data folder. Process ids are used again. */
export function servesFolder(pid: number, cluster: string): boolean {
  const args = commandLine(pid)
  return args.includes('postgres') && args.includes(cluster)
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
}

/**
 * Removes the files by which PostgreSQL would believe that a server still runs. It trusts any live process
 * of its own user that has the recorded id, so after a crash an unrelated one can keep it from starting.
 */
export function removeStaleFiles(cluster: string, socketDir: string): void {
  rmSync(pathOf(cluster), { force: true })
  removeStaleSocket(socketDir)
}

/** The socket has a lock file of its own, with the same weakness. */
export function removeStaleSocket(socketDir: string): void {
  rmSync(path.join(socketDir, SOCKET_NAME), { force: true })
  rmSync(path.join(socketDir, `${SOCKET_NAME}.lock`), { force: true })
}

/** Only the name of the socket depends on the port: the server does not listen on TCP. */
export const SOCKET_PORT = 5432
export const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`
