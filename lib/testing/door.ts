import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { ApiServices } from '#lib/dialects/kit/http/operation.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { recordAnswer } from './answers.ts'

/** What a door gets in tests: the system's clock, no limits but the doors' own, and notifications that can be read. */
export function testServices(
  options: Partial<ApiServices> = {},
): ApiServices & { readonly told: LiveEvent[] } {
  const told: LiveEvent[] = []
  return {
    clock: systemClock,
    profile: profileOf,
    notify: (event) => told.push(event),
    origin: 'https://patchbay.test',
    limit: () => undefined,
    ...options,
    told,
  }
}

export interface DoorRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** JSON; or the text or bytes to send as they are */
  readonly json?: unknown
  readonly raw?: string | Uint8Array<ArrayBuffer>
}

export interface DoorAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** the parsed body; undefined for an empty one */
  readonly body: unknown
}

/** Sends a request as the server would hand it over, and records the answer for the leak scan. */
export async function send(
  app: Hono,
  method: string,
  path: string,
  { headers = {}, json, raw }: DoorRequest = {},
): Promise<DoorAnswer> {
  const body = raw ?? (json === undefined ? undefined : JSON.stringify(json))
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const response = await app.request(`http://door.test${path}`, {
    method,
    headers: {
      'x-request-id': randomUUID(),
      'x-forwarded-for': '192.0.2.1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...length,
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  recordAnswer({
    operation: `${method} ${path.split('?', 1)[0]}`,
    url: path,
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: text,
  })
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}
