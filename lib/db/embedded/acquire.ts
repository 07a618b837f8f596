import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf, findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import {
  isAlive,
  type PidFile,
  readPidFile,
  removeStaleFiles,
  removeStaleSocket,
  servesFolder,
} from './pid-file.ts'
import { answers, ensureDatabase } from './probe.ts'
import { chooseRunner } from './runner.ts'
import { launch, type ServerProcess } from './server-process.ts'
import { makeSocketDir } from './socket-dir.ts'
import { withStartLock } from './start-lock.ts'
import type { Tie } from './tie.ts'

/** A server that answers; `own` is its process when it was started here, and absent when it was adopted. */
export type RunningServer = { state: PidFile; own?: ServerProcess }

/** Recovery after a crash may take long; a server that runs and does not answer yet is waited for. */
const PATIENCE_MS = 90_000
const POLL_MS = 15
/** Said while the parts of a former server are just ending. */
const PASSING = /lock file ".*" already exists|shared memory block .* is still in use/

export type AcquireOptions = {
  home: string
  tie: Tie
  flags: readonly string[]
  log: (line: string) => void
}

/**
 * Adopts the server that already serves the data folder, or starts one. One process at a time decides.
 * @throws Error (one sentence) when the server does not start.
 */
export async function acquireServer(options: AcquireOptions): Promise<RunningServer> {
  const { home, tie, flags, log } = options
  const cluster = path.join(home, 'postgres')
  const binaries = findBinaries()
  return withStartLock(path.join(home, 'postgres.lock'), PATIENCE_MS, async () => {
    const deadline = performance.now() + PATIENCE_MS
    let lastWords = ''
    while (performance.now() < deadline) {
      const running = await findRunning(cluster, deadline)
      if (running) return { state: running }

      const runner = chooseRunner(binaries.postgres, home, cluster)
      await ensureCluster(cluster, binaries, runner)
      const socketDir = makeSocketDir(home, runner)
      removeStaleSocket(socketDir)
      const own = launch({ binaries, runner, cluster, socketDir, flags, tie, log })
      const state = await untilReady(own, cluster, deadline)
      if (state) {
        await ensureDatabase(state)
        own.release()
        return { state, own }
      }
      lastWords = await own.ended
      if (!PASSING.test(lastWords)) break
      await delay(100)
    }
    throw new Error(`PostgreSQL did not start in ${cluster}: ${reasonIn(lastWords)}`)
  })
}

/**
 * Makes the data folder, and returns its real path.
 * @throws Error (one sentence) when it cannot be written.
 */
export function makeHome(folder: string): string {
  const home = path.resolve(folder)
  try {
    // others may pass through, because a root process runs the server as another user; they may not list
    mkdirSync(home, { recursive: true, mode: 0o711 })
    accessSync(home, constants.W_OK | constants.X_OK)
    return realpathSync(home)
  } catch (cause) {
    throw new Error(
      `Cannot write to the data folder ${home} (${codeOf(cause)}): set DATA_DIR to a folder that you may write to.`,
      {
        cause,
      },
    )
  }
}

/** A server that already serves the folder, once it answers; files that only look like one are removed. */
async function findRunning(cluster: string, deadline: number): Promise<PidFile | undefined> {
  while (performance.now() < deadline) {
    const state = readPidFile(cluster)
    if (!state) return undefined
    if (await answers(state, cluster)) return state
    if (!isAlive(state.pid) || !servesFolder(state.pid, cluster)) {
      removeStaleFiles(cluster, state.socketDir)
      return undefined
    }
    await delay(POLL_MS)
  }
  return undefined
}

/** The running server's state once it answers; undefined when the process ended instead. */
async function untilReady(
  server: ServerProcess,
  cluster: string,
  deadline: number,
): Promise<PidFile | undefined> {
  while (!server.hasEnded()) {
    const state = readPidFile(cluster)
    if (state && (await answers(state, cluster))) return state
    if (performance.now() > deadline) await server.stop()
    else await delay(POLL_MS)
  }
  return undefined
}

function reasonIn(lastWords: string): string {
  const fatal = lastWords.split('\n').findLast((line) => /FATAL:|PANIC:/.test(line))
  return (
    (fatal ?? lastWords.split('\n').at(-1))?.replace(/^.*?(FATAL|PANIC):\s*/, '') || 'no reason was given'
  )
}
