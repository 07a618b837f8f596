import { publishEnv } from '#lib/env.ts'
import { runCommand } from './command.ts'
import { prepareDatabase } from './database.ts'
import { sendDeliveries } from './delivery.ts'
import { serveOperators } from './metrics.ts'
import { say } from './progress.ts'
import { sendTraces } from './tracing.ts'

// sends deliveries and serves no page: any number of these can run beside `npm start`, on one database
await runCommand(async (lifetime) => {
  publishEnv({ NODE_ENV: 'production' })
  await sendTraces(lifetime)
  await prepareDatabase(lifetime)
  await sendDeliveries(lifetime, { isWorker: true })
  await serveOperators(lifetime)
  lifetime.markReady()
  say('The delivery worker is at work.')
})
