import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { listFailingEndpoints } from '#lib/domain/failing-endpoints/list.ts'
import type { WatchServices } from '#lib/domain/failing-endpoints/tell.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { type Mailer, makeMailer } from '#lib/mail/mailer.ts'
import { makeMetrics } from '#lib/observability/metrics.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type SmtpServer, startSmtpServer } from '#lib/testing/smtp-server.ts'
import { measureFinished } from './measure.ts'
import { makeScene, type Scene, useReceiver } from './scene.fixture.ts'
import { watchEndpoints } from './watch.ts'
import { startWorker } from './worker.ts'

useDatabase()
const receiver = useReceiver()
const event = { eventType: 'invoice.created', payload: {} }

let smtp: SmtpServer
let mailer: Mailer
beforeEach(async () => {
  smtp = await startSmtpServer()
  mailer = makeMailer({
    url: `smtp://127.0.0.1:${smtp.port}`,
    from: 'patchbay@example.test',
    onError: (error) => {
      throw error
    },
  })
})
afterEach(async () => {
  await mailer.close()
  await smtp.close()
})

const servicesOf = (scene: Scene): WatchServices & Scene['services'] => ({
  ...scene.services,
  mail: { origin: 'https://hooks.test', send: mailer.send },
})

/** Publishes an event every six hours of so many days, and makes each attempt when it is due. */
async function live(scene: Scene, days: number) {
  const services = servicesOf(scene)
  const watch = watchEndpoints(services)
  for (let step = 0; step < days * 4; step++) {
    await publishMessage(scene.ctx, event)
    for (const claim of await scene.claim()) watch.note([await scene.attempt(claim)])
    await watch.stop()
    scene.clock.advance(6 * 3_600_000)
  }
}

describe('a receiver that answers 500 for days', () => {
  it('is told of by mail, and then its endpoint is paused and what comes is kept', async () => {
    const scene = await makeScene(receiver.get())
    const { endpoint } = await scene.endpoint()
    receiver.get().reply(() => ({ status: 500 }))

    await live(scene, 3)
    const [warning] = await smtp.taken(1)
    expect(warning?.text).toContain(`Subject: ${endpoint.name} is failing`)
    expect((await getEndpoint(scene.ctx, endpoint.id)).active).toBe(true)

    await live(scene, 3)
    const [, notice] = await smtp.taken(2)
    expect(notice?.text).toContain(`Subject: ${endpoint.name} was paused`)
    expect((await getEndpoint(scene.ctx, endpoint.id)).active).toBe(false)
    expect(await listFailingEndpoints(scene.ctx)).toMatchObject([{ endpointId: endpoint.id, lastCode: 500 }])

    const before = receiver.get().requests(scene.path).length
    await live(scene, 1)
    expect(receiver.get().requests(scene.path)).toHaveLength(before)
    expect(smtp.mails).toHaveLength(2)
    expect(scene.errors).toEqual([])
  })

  it('is no matter where other dialects decide', async () => {
    const scene = await makeScene(receiver.get())
    const { endpoint } = await scene.endpoint('vendaze')
    receiver.get().reply(() => ({ status: 500 }))
    const services = servicesOf(scene)
    const watch = watchEndpoints(services)
    for (let day = 0; day < 20; day++) {
      await publishMessage(scene.ctx, { eventType: 'deal.won', dialect: 'vendaze', payload: {} })
      for (const claim of await scene.claim()) watch.note([await scene.attempt(claim)])
      await watch.stop()
      scene.clock.advance(86_400_000)
    }
    expect(receiver.get().requests(scene.path).length).toBeGreaterThan(5)
    expect((await getEndpoint(scene.ctx, endpoint.id)).active).toBe(true)
    expect(smtp.mails).toEqual([])
  })
})

it('a receiver that answers 410 is told of by mail', async () => {
  const scene = await makeScene(receiver.get())
  await scene.endpoint()
  receiver.get().reply(() => ({ status: 410 }))
  const worker = startWorker(servicesOf(scene))
  await publishMessage(scene.ctx, event)
  const [mail] = await smtp.taken(1)
  await worker.stop()
  expect(mail?.text).toContain('410 Gone')
})

it('a worker measures what it sends', async () => {
  const scene = await makeScene(receiver.get())
  await scene.endpoint()
  await scene.endpoint('vendaze')
  const metrics = makeMetrics()
  const worker = startWorker({
    ...scene.services,
    onFinished: (finished) => measureFinished(metrics, finished),
  })
  let count = 0
  receiver.get().reply(() => ({ status: ++count === 1 ? 503 : 200 }))
  await publishMessage(scene.ctx, event)
  await receiver.get().received(1, scene.path)
  await publishMessage(scene.ctx, { eventType: 'deal.won', dialect: 'vendaze', payload: {} })
  await receiver.get().received(2, scene.path)
  await worker.stop()
  const lines = (await metrics.read(null)).body.split('\n')
  expect(lines).toContain('patchbay_attempts_total{dialect="standard",outcome="failed",code="5xx"} 1')
  expect(lines).toContain('patchbay_attempts_total{dialect="vendaze",outcome="succeeded",code="2xx"} 1')
  expect(lines).toContain('patchbay_deliveries_finished_total{dialect="vendaze",state="succeeded"} 1')
  expect(lines.join('\n')).not.toContain('dialect="standard",state=')
  expect(lines).toContain('patchbay_first_attempt_delay_seconds_count{dialect="standard"} 1')
})
