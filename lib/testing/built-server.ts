import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runFolder } from './run-folder.ts'

/** The built server in a process of its own. */
export type BuiltServer = { stop(): Promise<void> }

const START_TIMEOUT_MS = 90_000

/**
 * Starts Patchbay as it runs in production, and waits until it is ready. What it writes goes to the run's logs under
 * `name`. The app must have been built. `env` says at least which database.
 */
export async function startBuiltServer(
  name: string,
  port: number,
  env: Record<string, string>,
): Promise<BuiltServer> {
  const child = fork('lib/cli/start.ts', [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
  })
  await untilReady(child, port, collectOutput(child, name))
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Everything it writes goes to the run's logs; the end of it is kept for a failed start. */
function collectOutput(child: ChildProcess, name: string): { tail(): string } {
  const folder = runFolder('logs')
  const file =
    folder && createWriteStream(path.join(folder, `server-${name}.log`), { flags: 'a', mode: 0o600 })
  let tail = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk).slice(-4_000)
      if (file) file.write(chunk)
    })
  }
  return { tail: () => tail }
}

async function untilReady(child: ChildProcess, port: number, output: { tail(): string }): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The server did not start:\n${output.tail()}`)
    }
    await delay(100)
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
