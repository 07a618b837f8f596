import { setTimeout as delay } from 'node:timers/promises'
import { acquireServer, makeHome, type RunningServer } from './acquire.ts'
import { connectMonitor, urlOf } from './probe.ts'
import { bestTie, type Tie } from './tie.ts'

export type EmbeddedPostgres = {
  /** Address of the `patchbay` database, over a socket that only this user can reach. Stays the same. */
  url: string
  /** True when another process of ours had started the server; `stop` leaves such a server running. */
  adopted: boolean
  /** Stops the server; everything acknowledged is on disk. */
  stop(): Promise<void>
}

export type StartOptions = {
  /** Patchbay's data folder; the server's files go into `postgres` in it. Made when missing. */
  dataDir: string
  /** The server's log, line by line. */
  log?: (line: string) => void
  /** Further arguments of the server, such as `-c`, `work_mem=16MB`. */
  flags?: readonly string[]
  /** How the server learns of our death; chosen by the platform when absent. */
  tie?: Tie
  /** Called when the server ended, nobody had called `stop`, and it could not be started again. */
  onLost?: (reason: Error) => void
}

const RESTARTS = 5

/**
 * Starts the PostgreSQL that comes with Patchbay on the data folder, or adopts the one that already serves it.
 * Any number of processes may do so for one folder at the same moment. The server ends with the process that started
 * it, however that ends; a process that had adopted it, or whose own server crashed, starts it again under the same
 * address.
 * @throws Error (one sentence) when the folder cannot be used or the server does not start.
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const { log = () => {}, flags = [], tie = bestTie() } = options
  const home = makeHome(options.dataDir)
  let stopping = false
  let running = await acquireServer({ home, tie, flags, log })
  const first = running

  const supervise = async () => {
    for (;;) {
      await endOf(running)
      if (stopping) return
      running = await again(() => acquireServer({ home, tie, flags, log }))
      if (stopping) await running.own?.stop()
    }
  }
  supervise().catch((error: Error) => stopping || options.onLost?.(error))

  return {
    url: urlOf(first.state.socketDir, first.state.port),
    adopted: first.own === undefined,
    async stop() {
      stopping = true
      await running.own?.stop()
    },
  }
}

/** Resolves when the server is gone: its process ended, or it closed the connection on which we wait. */
async function endOf(server: RunningServer): Promise<void> {
  if (server.own) await server.own.ended
  else await connectMonitor(server.state)
}

async function again(acquire: () => Promise<RunningServer>): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await acquire()
    } catch (error) {
      if (attempt === RESTARTS) throw error
      await delay(200 * 2 ** attempt, undefined, { ref: false })
    }
  }
}
