import type { Hono } from 'hono'
import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { openApiPath } from '#lib/openapi/document.ts'
import type { FakeClock } from '#lib/testing/clock.ts'
import { type DoorAnswer, send } from '#lib/testing/door.ts'

export interface Asked {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** the body's media type, where it is not plain JSON */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  /** a status that is not a success, where the sample shows a refusal */
  readonly refused?: number
}

/** One request and what came back. */
export interface Step {
  readonly operation: Operation
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly request: unknown
  readonly status: number
  readonly answer: unknown
}

type Json = Readonly<Record<string, unknown>>

/** Asks the operations of a door by their names, a minute of the clock apart, and keeps what was said. */
export class Walker {
  readonly steps: Step[] = []
  readonly #api: DialectApi
  readonly #app: Hono
  readonly #clock: FakeClock
  readonly #credentials: Readonly<Record<string, string>>

  constructor(
    api: DialectApi,
    door: {
      readonly app: Hono
      readonly clock: FakeClock
      readonly credentials: Readonly<Record<string, string>>
    },
  ) {
    this.#api = api
    this.#app = door.app
    this.#clock = door.clock
    this.#credentials = door.credentials
  }

  /** The answer's body. Throws when the request was not answered as it was meant to be. */
  async ask(name: string, asked: Asked = {}): Promise<Json> {
    const operation = this.#api.operations.find((one) => one.name === name)
    if (!operation) throw new Error(`There is no operation ${name}.`)
    const { params = {}, query = {}, json, type, headers = {}, refused } = asked
    const search = new URLSearchParams(query).toString()
    const bare = openApiPath(operation.path, this.#api)
    const path = `${bare.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key])))}${search && `?${search}`}`
    this.#clock.advance(60_000)
    const answer: DoorAnswer = await send(this.#app, operation.method, path, {
      headers: { ...this.#credentials, ...headers, ...(type ? { 'content-type': type } : {}) },
      ...(json === undefined ? {} : { json }),
    })
    const isMeant = refused === undefined ? answer.status < 300 : answer.status === refused
    if (!isMeant) throw new Error(`${name} answered ${answer.status}: ${answer.text}`)
    const shown = {
      ...headers,
      ...(json === undefined ? {} : { 'content-type': type ?? 'application/json' }),
    }
    this.steps.push({
      operation,
      path,
      headers: { ...placeholders(this.#credentials), ...shown },
      request: json,
      status: answer.status,
      answer: answer.body,
    })
    return (answer.body ?? {}) as Json
  }
}

/** No credential is shown, not even one that ended with its test. */
function placeholders(credentials: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => {
      if (name === 'x-company') return [name, value]
      return [name, value.startsWith('Bearer ') ? 'Bearer $TOKEN' : '$KEY']
    }),
  )
}
