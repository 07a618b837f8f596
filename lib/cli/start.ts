import { env, publishEnv } from '#lib/env.ts'
import { serve } from '../../server.ts'
import { prepareAccounts } from './accounts.ts'
import { buildApp, isBuilt } from './build-app.ts'
import { root, runCommand } from './command.ts'
import { prepareDatabase } from './database.ts'
import { assertPortFree } from './port.ts'
import { say, step } from './progress.ts'
import { signInHint } from './sign-in-hint.ts'

await runCommand(async (lifetime) => {
  publishEnv({ NODE_ENV: 'production' })
  const { HOST, PORT } = env()
  await assertPortFree(HOST, PORT)
  await prepareDatabase(lifetime)
  if (!isBuilt(root)) await step('Building the dashboard', () => build(lifetime.signal))
  const access = await prepareAccounts()
  const hint = signInHint(access, env()).join('\n')
  // generated passwords are shown now or never, also when the server does not come up or is stopped before
  let isHintDue = access.adminPassword !== undefined || access.demoPassword !== undefined
  await lifetime.acquire(Promise.resolve(), () => isHintDue && say(hint))
  await step('Starting the server', () => serve(lifetime, { dev: false }))
  lifetime.markReady()
  isHintDue = false
  say(`\nPatchbay is ready: ${env().PATCHBAY_URL}\n${hint}\n`)
})

function build(signal: AbortSignal) {
  return buildApp(root, { signal, onWait: () => say('Another process is building; waiting for it…') })
}
