import { describe, expect, it } from 'vitest'
import { type Metrics, makeMetrics } from './metrics.ts'

/** The lines of one metric, without those that explain it. */
async function linesOf(metrics: Metrics, name: string, queue: Parameters<Metrics['read']>[0] = null) {
  const { body } = await metrics.read(queue)
  return body.split('\n').filter((line) => line.startsWith(name) && !line.startsWith('#'))
}

const attempt = { dialect: 'standard', status: 200, succeeded: true, durationMs: 40, waitedMs: null }

describe('attempts', () => {
  it('are counted by dialect, outcome and class of status', async () => {
    const metrics = makeMetrics()
    metrics.attempted(attempt)
    metrics.attempted({ ...attempt, status: 204 })
    metrics.attempted({ ...attempt, status: 503, succeeded: false })
    metrics.attempted({ ...attempt, dialect: 'storno', status: null, succeeded: false })
    expect(await linesOf(metrics, 'patchbay_attempts_total')).toEqual([
      'patchbay_attempts_total{dialect="standard",outcome="succeeded",code="2xx"} 2',
      'patchbay_attempts_total{dialect="standard",outcome="failed",code="5xx"} 1',
      'patchbay_attempts_total{dialect="storno",outcome="failed",code="none"} 1',
    ])
  })

  it('have their duration in a histogram, in seconds', async () => {
    const metrics = makeMetrics()
    metrics.attempted(attempt)
    const lines = await linesOf(metrics, 'patchbay_attempt_duration_seconds')
    const at = (le: string) => lines.find((line) => line.includes(`le="${le}"`))?.split(' ')[1]
    expect([at('0.025'), at('0.05'), at('+Inf')]).toEqual(['0', '1', '1'])
  })

  it('have the wait before the first one apart', async () => {
    const metrics = makeMetrics()
    metrics.attempted(attempt)
    metrics.attempted({ ...attempt, waitedMs: 2_000 })
    const lines = await linesOf(metrics, 'patchbay_first_attempt_delay_seconds_')
    expect(lines).toContain('patchbay_first_attempt_delay_seconds_sum{dialect="standard"} 2')
    expect(lines).toContain('patchbay_first_attempt_delay_seconds_count{dialect="standard"} 1')
  })
})

it('counts deliveries that are at their end', async () => {
  const metrics = makeMetrics()
  metrics.finished('vendaze', 'failed')
  expect(await linesOf(metrics, 'patchbay_deliveries_finished_total')).toEqual([
    'patchbay_deliveries_finished_total{dialect="vendaze",state="failed"} 1',
  ])
})

it('counts requests under few labels, whatever method somebody sends', async () => {
  const metrics = makeMetrics()
  metrics.answered({ mount: '/api/v1', method: 'PATCH', status: 200, durationMs: 3 })
  metrics.answered({ mount: 'pages', method: 'BREW', status: 404, durationMs: 3 })
  expect(await linesOf(metrics, 'patchbay_http_request_duration_seconds_count')).toEqual([
    'patchbay_http_request_duration_seconds_count{mount="/api/v1",method="PATCH",code="2xx"} 1',
    'patchbay_http_request_duration_seconds_count{mount="pages",method="other",code="4xx"} 1',
  ])
})

describe('the queue', () => {
  const queue = { due: 3, scheduled: 5, inFlight: 2, held: 7, lagMs: 1_500 }

  it('is shown with its depth by state and its lag', async () => {
    const metrics = makeMetrics()
    expect(await linesOf(metrics, 'patchbay_deliveries_unfinished', queue)).toEqual([
      'patchbay_deliveries_unfinished{state="due"} 3',
      'patchbay_deliveries_unfinished{state="scheduled"} 5',
      'patchbay_deliveries_unfinished{state="in_flight"} 2',
      'patchbay_deliveries_unfinished{state="held"} 7',
    ])
    expect(await linesOf(metrics, 'patchbay_queue_lag_seconds', queue)).toEqual([
      'patchbay_queue_lag_seconds 1.5',
    ])
    expect(await linesOf(metrics, 'patchbay_database_up', queue)).toEqual(['patchbay_database_up 1'])
  })

  it('is absent, and not empty, while the database is away', async () => {
    const metrics = makeMetrics()
    await metrics.read(queue)
    expect(await linesOf(metrics, 'patchbay_deliveries_unfinished')).toEqual([])
    expect(await linesOf(metrics, 'patchbay_queue_lag_seconds')).toEqual([])
    expect(await linesOf(metrics, 'patchbay_database_up')).toEqual(['patchbay_database_up 0'])
  })
})

it('measures the process itself', async () => {
  expect(await linesOf(makeMetrics(), 'process_resident_memory_bytes')).toHaveLength(1)
})
