import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cloneDatabase } from '#lib/testing/database-server.ts'
import { runFolder } from '#lib/testing/run-folder.ts'
import { registerTracedSecrets } from '#lib/testing/secret-trace.ts'
import { registerSecret, type SecretKind } from '#lib/testing/secrets.ts'
import { DATABASE_SERVER_VARIABLE } from './global-setup.ts'
import { startRecordingProxy } from './recording-proxy.ts'

/** Patchbay as it is in production, with a demo team, and a database that nobody else uses. */
export type AppServer = {
  /** the address for browsers; all answers there are recorded */
  url: string
  databaseUrl: string
  masterKey: string
  /** of `admin@localhost`, the first owner */
  adminPassword: string
  /** of `owner@demo.test`, `admin@…`, `developer@…`, `support@…`, `viewer@…` */
  demoPassword: string
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 90_000

/** Starts the built server in a process of its own. `name` tells its database and log from others'. */
export async function startAppServer(name: string): Promise<AppServer> {
  const databaseUrl = await cloneDatabase(JSON.parse(process.env[DATABASE_SERVER_VARIABLE] ?? '{}'), name)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-e2e-'))
  const port = await freePort()
  const proxy = await startRecordingProxy(port)
  const url = `http://localhost:${proxy.port}`
  const masterKey = newSecret('master-key', randomBytes(32).toString('hex'))
  const adminPassword = newSecret('admin-password', randomBytes(15).toString('base64url'))
  const demoPassword = newSecret('member-password', randomBytes(15).toString('base64url'))

  const child = fork('lib/cli/start.ts', [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      PATCHBAY_URL: url,
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      PATCHBAY_MASTER_KEY: masterKey,
      PATCHBAY_ADMIN_PASSWORD: adminPassword,
      PATCHBAY_DEMO: 'true',
      PATCHBAY_DEMO_PASSWORD: demoPassword,
    },
  })
  const output = collectOutput(child, name)
  await untilReady(child, port, output)

  return {
    ...{ url, databaseUrl, masterKey, adminPassword, demoPassword },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        await exited
      }
      await proxy.close()
      await registerTracedSecrets(databaseUrl)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function newSecret(kind: SecretKind, value: string): string {
  return registerSecret(kind, value)
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

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
