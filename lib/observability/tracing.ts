import { AsyncLocalStorage } from 'node:async_hooks'
import type * as Api from '@opentelemetry/api'
import { processSingleton } from '#lib/process-singleton.ts'
import { logger } from './logger.ts'
import { redactText } from './redact.ts'

export interface TracingOptions {
  /** where OTLP over HTTP is spoken, without `/v1/traces` */
  readonly endpoint: string
  readonly headers: ReadonlyMap<string, string>
}

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** A span that is open. */
export interface Span {
  set(attributes: SpanAttributes): void
  /** What was done did not succeed; `type` is one of a few words. */
  fail(type: string): void
}

export interface SpanOptions {
  readonly kind?: 'server' | 'client' | 'internal'
  /** the caller's `traceparent` header, as it came; a wrong one is ignored */
  readonly traceparent?: string | undefined
}

interface Tracing {
  readonly api: typeof Api
  readonly tracer: Api.Tracer
  /** the span that is open, along every asynchronous path */
  readonly current: AsyncLocalStorage<Api.Context>
  readonly stop: () => Promise<void>
}

/** Of one request; the end of the process waits for the last one. */
const TIMEOUT_MS = 5_000

const holder = () => processSingleton<{ now: Tracing | null }>('tracing', () => ({ now: null }))

/** From now on this process's spans are sent to the endpoint. Without this call no part of OpenTelemetry is loaded. */
export async function startTracing({ endpoint, headers }: TracingOptions): Promise<void> {
  if (holder().now) return
  const [api, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const say = (message: string) => logger().warn({ reason: redactText(message) }, 'Traces could not be sent')
  const quiet = () => {}
  api.diag.setLogger(
    { error: say, warn: say, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: Object.fromEntries(headers),
    timeoutMillis: TIMEOUT_MS,
  })
  // no global is set: nothing but what is ours makes spans here
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'patchbay' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  holder().now = {
    api,
    tracer: provider.getTracer('patchbay'),
    current: new AsyncLocalStorage(),
    stop: () => provider.shutdown(),
  }
}

/** Sends the spans that are left. */
export async function stopTracing(): Promise<void> {
  const { now } = holder()
  holder().now = null
  await now?.stop()
}

/** Whether spans go anywhere: what describes one need not be made otherwise. */
export function isTracing(): boolean {
  return holder().now !== null
}

const noSpan: Span = { set: () => {}, fail: () => {} }

/** Does the work within a span, below the one that is open; just does it where there is no tracing. Throws what it throws. */
export async function inSpan<T>(
  name: string,
  attributes: SpanAttributes,
  work: (span: Span) => Promise<T>,
  { kind = 'internal', traceparent }: SpanOptions = {},
): Promise<T> {
  const tracing = holder().now
  if (!tracing) return work(noSpan)
  const { api, tracer, current } = tracing
  const kinds = { server: api.SpanKind.SERVER, client: api.SpanKind.CLIENT, internal: api.SpanKind.INTERNAL }
  const parent = current.getStore() ?? remoteParent(api, traceparent) ?? api.ROOT_CONTEXT
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, parent)
  const fail = (type: string) => {
    span.setAttribute('error.type', type)
    span.setStatus({ code: api.SpanStatusCode.ERROR })
  }
  try {
    return await current.run(api.trace.setSpan(parent, span), () =>
      work({ set: (more) => void span.setAttributes({ ...more }), fail }),
    )
  } catch (error) {
    // its message could hold what is nobody's
    fail(nameOf(error))
    throw error
  } finally {
    span.end()
  }
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'error'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'error'
}

/** W3C Trace Context, version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

function remoteParent(api: typeof Api, traceparent: string | undefined): Api.Context | null {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent ?? '') ?? []
  if (traceId === undefined || spanId === undefined) return null
  const remote = { traceId, spanId, traceFlags: api.TraceFlags.SAMPLED, isRemote: true }
  return api.isSpanContextValid(remote) ? api.trace.setSpanContext(api.ROOT_CONTEXT, remote) : null
}
