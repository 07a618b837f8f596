import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { envVariables } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { startReceiver } from '#lib/testing/receiver.ts'

const database = useDatabase()

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** `npm run worker` as its own process; resolves when it is at work. */
async function startWorkerProcess(variables: Record<string, string>): Promise<ChildProcess> {
  const { PATH = '', HOME = '', PATCHBAY_MASTER_KEY = '' } = process.env
  const unset = Object.fromEntries(envVariables.map((name) => [name, '']))
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      NODE_ENV: 'production',
      ...unset,
      PATH,
      HOME,
      PATCHBAY_MASTER_KEY,
      DATABASE_URL: database.url(),
      LOG_LEVEL: 'warn',
      ...variables,
    },
  })
  children.push(child)
  let output = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
      if (output.includes('The delivery worker is at work.')) resolve()
    })
    child.once('exit', () => reject(new Error(`The worker ended: ${output}`)))
  })
  return child
}

test('sends what another process publishes, to a private address that is allowed, and ends when it is asked to', async () => {
  await db().delivery.deleteMany()
  const receiver = await startReceiver()
  const ctx = await (await makeTeam()).as('owner')
  const url = receiver.plainUrl().replace('good.test', '127.0.0.1')
  await makeEndpoint(ctx, 'selfcommunity', { url, events: ['comment.created'] })
  const child = await startWorkerProcess({ PATCHBAY_ALLOW_PRIVATE: '127.0.0.0/8' })
  await publishMessage(ctx, { dialect: 'selfcommunity', eventType: 'comment.created', payload: { id: 1 } })
  const [request] = await receiver.received(1)
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ type: 'comment.created', data: { id: 1 } })
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  expect(await db().deliveryHistory.count({ where: { teamId: ctx.teamId, state: 'succeeded' } })).toBe(1)
  await receiver.close()
})
