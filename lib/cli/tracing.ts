import { provideSpans } from '#lib/domain/shared/span.ts'
import { env } from '#lib/env.ts'
import { inSpan, startTracing, stopTracing } from '#lib/observability/tracing.ts'
import type { Holder } from './lifetime.ts'

/** Sends traces for as long as the command lasts, where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
export async function sendTraces(lifetime: Holder): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = env()
  if (endpoint === undefined) return
  await lifetime.acquire(startTracing({ endpoint, headers }), stopTracing)
  provideSpans(inSpan)
}
