import http, { type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface CollectedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  /** 2 is a server's, 3 a client's, 1 any other */
  readonly kind: number
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** 2 is an error */
  readonly status: number
}

/** A real collector of traces in this process: OTLP over HTTP, as JSON. */
export interface TraceCollector {
  readonly endpoint: string
  readonly spans: readonly CollectedSpan[]
  /** the headers of each request */
  readonly headers: readonly IncomingHttpHeaders[]
  close(): Promise<void>
}

interface OtlpValue {
  readonly stringValue?: string
  readonly intValue?: number | string
  readonly boolValue?: boolean
}

interface OtlpSpan extends Omit<CollectedSpan, 'attributes' | 'status'> {
  readonly attributes: readonly { readonly key: string; readonly value: OtlpValue }[]
  readonly status?: { readonly code?: number }
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[]
  }[]
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: CollectedSpan[] = []
  const headers: IncomingHttpHeaders[] = []
  const server = http.createServer(async (request, response) => {
    const body = (await json(request)) as OtlpRequest
    if (request.url === '/v1/traces') {
      headers.push(request.headers)
      for (const { scopeSpans } of body.resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans.map(collected))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    headers,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function collected({ attributes, status, ...span }: OtlpSpan): CollectedSpan {
  return {
    ...span,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)])),
    status: status?.code ?? 0,
  }
}

function plain({ stringValue, intValue, boolValue }: OtlpValue): string | number | boolean {
  return stringValue ?? boolValue ?? Number(intValue)
}
