import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import type { Binaries } from './binaries.ts'
import { SOCKET_PORT } from './pid-file.ts'
import { commandFor, type Runner } from './runner.ts'
import { STOP_SIGNAL, startWatcher, type Tie, withParentDeathSignal } from './tie.ts'

export type ServerProcess = {
  /** Resolves with the last words of the server when it has ended, for whatever reason. */
  ended: Promise<string>
  hasEnded(): boolean
  /** From now on a process with nothing else to do may end; the server ends with it. */
  release(): void
  /** A fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>
}

export type LaunchOptions = {
  binaries: Binaries
  runner: Runner
  cluster: string
  socketDir: string
  flags: readonly string[]
  tie: Tie
  log: (line: string) => void
}

const STOP_PATIENCE_MS = 20_000

/** Starts the server process. That it runs does not mean that it answers yet. */
export function launch(options: LaunchOptions): ServerProcess {
  const watcher = options.tie === 'watcher' ? startWatcher() : undefined
  const runner = watcher ? options.runner : withParentDeathSignal(options.runner)
  const {
    file,
    args,
    options: spawnOptions,
  } = commandFor(runner, options.binaries.postgres, [
    '-D',
    options.cluster,
    '-p',
    String(SOCKET_PORT),
    '-k',
    // a list of quoted names, so that a comma or a space in the path stays part of it
    `"${options.socketDir.replaceAll('"', '""')}"`,
    ...settings({
      listen_addresses: '',
      unix_socket_permissions: '0700',
      timezone: 'UTC',
      log_timezone: 'UTC',
    }),
    // its log names no statements and no rows, which could hold what must not be in a log
    ...settings({ log_error_verbosity: 'terse', log_min_error_statement: 'panic' }),
    ...options.flags,
  ])
  // its own session: Ctrl-C in the terminal goes to us, and we stop it after the last request
  const child = spawn(file, args, { ...spawnOptions, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  if (child.pid) watcher?.watch(child.pid)
  const ended = follow(child, options.log)
  void ended.then(() => watcher?.release())
  const keepUsAlive = (yes: boolean) => {
    // at run time the stream is a socket, which can be let go like the process itself
    const stream = child.stderr as typeof child.stderr & Partial<Socket>
    for (const handle of [child, stream]) {
      if (yes) handle.ref?.()
      else handle.unref?.()
    }
  }

  return {
    ended,
    release: () => keepUsAlive(false),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    async stop() {
      child.kill(STOP_SIGNAL)
      const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS)
      keepUsAlive(true)
      await ended
      clearTimeout(impatience)
    },
  }
}

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Hands the server's log on, line by line, and keeps its end. */
function follow(child: ChildProcess, log: (line: string) => void): Promise<string> {
  let pending = ''
  let tail: string[] = []
  const stream = child.stderr
  stream?.setEncoding('utf8')
  stream?.on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n')
    pending = lines.pop() ?? ''
    tail = [...tail, ...lines].slice(-20)
    for (const line of lines) log(line)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve([...tail, pending].join('\n').trim()))
  })
}
