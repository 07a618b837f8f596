import { SendError } from '#lib/net/send-error.ts'
import type { OutgoingRequest, TimedAnswer } from '#lib/net/send-request.ts'
import { MINUTE_MS } from './traffic.ts'

const HOUR_MS = 60 * MINUTE_MS

/** From then on all goes well, so that nothing is left to be sent again. */
const CALM_MS = 15 * MINUTE_MS
/** The portal was being moved. */
const OUTAGE = { fromMs: 9 * HOUR_MS, untilMs: 8.4 * HOUR_MS }

/** Of each host: what is due at the same moment comes in no certain order. */
const callsOf = new Map<string, number>()

/** What the demo's receivers say, so long before the demo is first looked at. They are nowhere but here. */
export async function answerOf(
  { url, body }: Pick<OutgoingRequest, 'url' | 'body'>,
  beforeMs: number,
): Promise<TimedAnswer> {
  const { hostname } = new URL(url)
  const calls = (callsOf.get(hostname) ?? 0) + 1
  callsOf.set(hostname, calls)
  const durationMs = 40 + ((calls * 37) % 90)
  const isCalm = beforeMs < CALM_MS
  const fails = (one: number) => !isCalm && calls % one === 0
  switch (hostname) {
    case 'legacy.example':
      return answer(500, durationMs * 9, '<h1>Internal Server Error</h1>\n', 'text/html')
    case 'portal.example':
      return beforeMs <= OUTAGE.fromMs && beforeMs > OUTAGE.untilMs
        ? answer(503, 12, 'upstream connect error', 'text/plain')
        : answer(200, durationMs, '{"ok":true}')
    case 'ledger.example':
      return body.includes('invoice.rejected') && !isCalm
        ? answer(422, durationMs, '{"error":"unknown invoice state","field":"status"}')
        : answer(200, durationMs, '{"received":true}')
    case 'ingest.warehouse.example':
      if (fails(19)) throw timeout(15_000)
      return answer(202, durationMs * 3, '{"status":"queued"}')
    case 'crm.example':
      return body.includes('deal.lost') && beforeMs > 2 * HOUR_MS
        ? answer(404, durationMs, '{"message":"No route for deal.lost"}')
        : answer(200, durationMs, '{"synced":true}')
    case 'billing.northwind.example':
      return fails(13) ? answer(503, durationMs, '', 'text/plain') : answer(204, durationMs, '')
    default:
      return fails(29)
        ? answer(500, durationMs, '{"error":"busy"}')
        : answer(200, durationMs, 'ok', 'text/plain')
  }
}

function answer(status: number, durationMs: number, body: string, type = 'application/json'): TimedAnswer {
  return {
    status,
    headers: {
      server: 'nginx',
      ...(body ? { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) } : {}),
    },
    body,
    bodyIsCut: false,
    durationMs,
  }
}

function timeout(durationMs: number): SendError {
  const error = new SendError('timeout', `No whole answer came within ${durationMs / 1000} s.`)
  error.durationMs = durationMs
  return error
}
