import { expect, it } from 'vitest'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { provideSpans } from '#lib/domain/shared/span.ts'
import { inSpan, startTracing, stopTracing } from '#lib/observability/tracing.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { startTraceCollector } from '#lib/testing/trace-collector.ts'
import { makeScene, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()

it('a trace shows publishing and each attempt, and nothing of the address but its host', async () => {
  const collector = await startTraceCollector()
  await startTracing({ endpoint: collector.endpoint, headers: new Map() })
  provideSpans(inSpan)
  try {
    const scene = await makeScene(receiver.get())
    const { endpoint } = await scene.endpoint()
    let count = 0
    receiver.get().reply(() => ({ status: ++count === 1 ? 503 : 200 }))
    const message = await publishMessage(scene.ctx, { eventType: 'invoice.created', payload: {} })
    await scene.round()
    scene.clock.advance(3_600_000)
    await scene.round()
    await stopTracing()
    const of = { 'patchbay.message_id': message.id, 'patchbay.endpoint_id': endpoint.id }
    expect(collector.spans).toMatchObject([
      { name: 'publish', attributes: { 'patchbay.messages': 1, 'patchbay.team_id': scene.team.id } },
      {
        ...{ name: 'attempt', kind: 3, status: 2 },
        attributes: {
          ...of,
          'patchbay.attempt': 1,
          'patchbay.outcome': 'retry',
          'http.response.status_code': 503,
        },
      },
      {
        ...{ name: 'attempt', kind: 3, status: 0 },
        attributes: {
          ...of,
          'patchbay.attempt': 2,
          'patchbay.outcome': 'succeeded',
          'server.address': 'good.test',
        },
      },
    ])
    expect(JSON.stringify(collector.spans)).not.toContain(scene.path)
  } finally {
    provideSpans(null)
    await stopTracing()
    await collector.close()
  }
})
