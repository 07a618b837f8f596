import { styleText } from 'node:util'

type Line = Record<string, unknown> & { level: string; time: string; msg?: string }

const colours = { warn: 'yellow', error: 'red', fatal: 'red' } as const

/** One log line (JSON, with its line end) as a person reads it in a terminal. */
export function formatForTerminal(json: string): string {
  const { level, time, msg, requestId: _requestId, err, ...rest } = JSON.parse(json) as Line
  const colour = colours[level as keyof typeof colours]
  const clock = styleText('dim', new Date(time).toTimeString().slice(0, 8))
  const label = colour === undefined ? '' : `${styleText(colour, level)} `
  const { headline, details } =
    msg === 'request' ? describeRequest(rest) : { headline: msg ?? '', details: rest }
  const pairs = Object.entries(details).map(([key, value]) => `${key}=${toText(value)}`)
  const line = [`${clock} ${label}${headline}`, styleText('dim', pairs.join(' '))].join(' ').trimEnd()
  return `${line}${errorText(err)}\n`
}

function describeRequest({
  method,
  path,
  status,
  durationMs,
  client: _client,
  ...details
}: Record<string, unknown>) {
  return { headline: `${method} ${path} ${status} ${durationMs} ms`, details }
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { stack, message } = error as { stack?: unknown; message?: unknown }
  return `\n${String(stack ?? message ?? '')}`
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
