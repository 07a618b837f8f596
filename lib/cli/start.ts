import { env, publishEnv } from '#lib/env.ts'
import { firstRun } from '../../prisma/seed.ts'
import { serve } from '../../server.ts'
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
  const access = await step('Preparing accounts', () => firstRun({ log: say }))
  const hint = signInHint(access, env())
  try {
    await step('Starting the server', () => serve(lifetime, { dev: false }))
  } catch (error) {
    // generated passwords are shown now or never
    if (access.adminPassword !== undefined || access.demoPassword !== undefined) say(hint.join('\n'))
    throw error
  }
  lifetime.markReady()
  say(`\nPatchbay is ready: ${env().PATCHBAY_URL}\n${hint.join('\n')}\n`)
})

function build(signal: AbortSignal) {
  return buildApp(root, { signal, onWait: () => say('Another process is building; waiting for it…') })
}
