import { closeDb } from '#lib/db/client.ts'
import { env, publishEnv } from '#lib/env.ts'
import { prepareAccounts } from './accounts.ts'
import { root, runCommand } from './command.ts'
import { prepareDatabase } from './database.ts'
import { DevServer } from './dev-server.ts'
import { assertPortFree } from './port.ts'
import { say } from './progress.ts'
import { signInHint } from './sign-in-hint.ts'

await runCommand(async (lifetime) => {
  publishEnv({ NODE_ENV: 'development' })
  const { HOST, PORT } = env()
  await assertPortFree(HOST, PORT)
  await prepareDatabase(lifetime)
  const access = await prepareAccounts()
  await closeDb()
  say(`\n${signInHint(access, env()).join('\n')}\n`)

  const server = new DevServer(root, () => say(`Patchbay is ready: ${env().PATCHBAY_URL}`))
  await lifetime.acquire(Promise.resolve(server), () => server.stop())
  server.start()
  lifetime.markReady()
})
