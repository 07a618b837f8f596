import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort, startBuiltServer } from '#lib/testing/built-server.ts'
import { cloneDatabase } from '#lib/testing/database-server.ts'
import { registerTracedSecrets } from '#lib/testing/secret-trace.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { DATABASE_SERVER_VARIABLE } from './global-setup.ts'
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts'

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
  onAnswer: RecordingProxy['onAnswer']
  stop(): Promise<void>
}

/** Starts the built server in a process of its own. `name` tells its database and log from others'. */
export async function startAppServer(name: string): Promise<AppServer> {
  const databaseUrl = await cloneDatabase(JSON.parse(process.env[DATABASE_SERVER_VARIABLE] ?? '{}'), name)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-e2e-'))
  const port = await freePort()
  const proxy = await startRecordingProxy(port)
  const url = `http://localhost:${proxy.port}`
  const masterKey = registerSecret('master-key', randomBytes(32).toString('hex'))
  const adminPassword = registerSecret('admin-password', randomBytes(15).toString('base64url'))
  const demoPassword = registerSecret('member-password', randomBytes(15).toString('base64url'))
  const server = await startBuiltServer(name, port, {
    PATCHBAY_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PATCHBAY_MASTER_KEY: masterKey,
    PATCHBAY_ADMIN_PASSWORD: adminPassword,
    // receivers of tests are on this machine
    PATCHBAY_ALLOW_PRIVATE: '127.0.0.0/8',
    PATCHBAY_DEMO: 'true',
    PATCHBAY_DEMO_PASSWORD: demoPassword,
  })
  return {
    ...{ url, databaseUrl, masterKey, adminPassword, demoPassword },
    onAnswer: proxy.onAnswer,
    async stop() {
      await server.stop()
      await proxy.close()
      await registerTracedSecrets(databaseUrl)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
