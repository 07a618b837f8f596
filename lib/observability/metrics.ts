import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { processSingleton } from '#lib/process-singleton.ts'

/** What a process measures of itself, as Prometheus reads it. Labels have few values each: no id, address or team. */
export interface Metrics {
  /** A webhook request was made. */
  attempted(attempt: AttemptMeasure): void
  /** A delivery is at its end. */
  finished(dialect: string, state: 'succeeded' | 'failed' | 'cancelled'): void
  /** An HTTP request to this process was answered, or cut off. */
  answered(request: RequestMeasure): void
  /** The whole text; `queue` is null when the database did not answer. */
  read(queue: QueueMeasure | null): Promise<{ readonly contentType: string; readonly body: string }>
}

export interface AttemptMeasure {
  readonly dialect: string
  /** null when no answer came */
  readonly status: number | null
  readonly succeeded: boolean
  readonly durationMs: number
  /** from publishing to the first attempt; null for later ones, and for those sent by hand */
  readonly waitedMs: number | null
}

export interface RequestMeasure {
  /** the path that an API is mounted at, or `pages` */
  readonly mount: string
  readonly method: string
  readonly status: number
  readonly durationMs: number
}

/** What the queue looks like, of all processes together. */
export interface QueueMeasure {
  readonly due: number
  readonly scheduled: number
  readonly inFlight: number
  readonly held: number
  /** for how long the delivery has been due that nobody has taken for the longest time */
  readonly lagMs: number
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30]

/** This process's. */
export function metrics(): Metrics {
  return processSingleton('metrics', makeMetrics)
}

/** A set of its own, for tests. */
export function makeMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const attempts = new Counter({
    name: 'patchbay_attempts_total',
    help: 'Webhook requests made by this process, by their outcome: a class of status codes, or none without an answer.',
    labelNames: ['dialect', 'outcome', 'code'],
    registers,
  })
  const attemptSeconds = new Histogram({
    name: 'patchbay_attempt_duration_seconds',
    help: 'How long receivers took to answer webhook requests, or until they were given up.',
    labelNames: ['dialect', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const waitSeconds = new Histogram({
    name: 'patchbay_first_attempt_delay_seconds',
    help: 'From publishing a message to the first request of its delivery.',
    labelNames: ['dialect'],
    buckets: [...SECONDS, 60, 300, 3_600],
    registers,
  })
  const deliveries = new Counter({
    name: 'patchbay_deliveries_finished_total',
    help: 'Deliveries that this process brought to their end.',
    labelNames: ['dialect', 'state'],
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'patchbay_http_request_duration_seconds',
    help: 'How long requests to this process took, by the path of the API, or pages.',
    labelNames: ['mount', 'method', 'code'],
    buckets: SECONDS,
    registers,
  })
  const waiting = new Gauge({
    name: 'patchbay_deliveries_unfinished',
    help: 'Deliveries in the queue, of all processes: due, scheduled for later, in flight, or held by a paused endpoint.',
    labelNames: ['state'],
    registers,
  })
  const lag = new Gauge({
    name: 'patchbay_queue_lag_seconds',
    help: 'For how long the delivery that has waited longest has been due.',
    registers,
  })
  const up = new Gauge({
    name: 'patchbay_database_up',
    help: '1 when the database answered this look at the queue.',
    registers,
  })

  function showQueue(queue: QueueMeasure | null): void {
    up.set(queue ? 1 : 0)
    // what is not known is absent, and not zero
    waiting.reset()
    lag.remove()
    if (!queue) return
    waiting.set({ state: 'due' }, queue.due)
    waiting.set({ state: 'scheduled' }, queue.scheduled)
    waiting.set({ state: 'in_flight' }, queue.inFlight)
    waiting.set({ state: 'held' }, queue.held)
    lag.set(queue.lagMs / 1_000)
  }

  return {
    attempted({ dialect, status, succeeded, durationMs, waitedMs }) {
      const outcome = succeeded ? 'succeeded' : 'failed'
      attempts.inc({ dialect, outcome, code: status === null ? 'none' : codeClass(status) })
      attemptSeconds.observe({ dialect, outcome }, durationMs / 1_000)
      if (waitedMs !== null) waitSeconds.observe({ dialect }, Math.max(0, waitedMs) / 1_000)
    },
    finished: (dialect, state) => deliveries.inc({ dialect, state }),
    answered({ mount, method, status, durationMs }) {
      const labels = { mount, method: METHODS.has(method) ? method : 'other', code: codeClass(status) }
      requestSeconds.observe(labels, durationMs / 1_000)
    },
    async read(queue) {
      showQueue(queue)
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
  }
}

const codeClass = (status: number) => `${Math.floor(status / 100)}xx`
