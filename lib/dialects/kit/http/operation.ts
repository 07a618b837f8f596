import type { Caller } from '#lib/domain/api-keys/caller.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import type { Clock } from '#lib/domain/shared/clock.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import type { OperationDoc } from './operation-doc.ts'

/** What the process gives to every door. */
export interface ApiServices {
  readonly clock: Clock
  readonly profile: Context['profile']
  readonly notify: Context['notify']
  /** under which programs reach us, as `https://hooks.example.com` */
  readonly origin: string
  /** the rule that the operator set in place of a door's own, by the rule's name; undefined leaves it */
  readonly limit: (name: string) => LimitRule | undefined
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A request as operations see it. */
export interface Call {
  readonly ctx: Context
  readonly caller: Caller
  readonly services: ApiServices
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly param: (name: string) => string
  readonly query: URLSearchParams
  readonly header: (name: string) => string | undefined
  /** the body as it came; read after authentication, at most 1 MiB */
  readonly bytes: Uint8Array
  /**
   * The parsed body. Throws `bad_json` and `bad_encoding`, so call it when it is the body's turn: after the existence of
   * what it is about.
   */
  readonly json: () => unknown
}

export interface WireAnswer {
  readonly status: number
  /** JSON; undefined for an empty body */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One method of one path. */
export interface Operation {
  /** as `updateWebhook`; unique in its dialect */
  readonly name: string
  readonly method: Method
  /** whole, in Hono's form: `/v1/webhooks/:id`. Static paths come before those with parameters */
  readonly path: string
  /** what the dialect's door asks for, where its profile names a least role */
  readonly door: 'view' | 'manage'
  /** asked before the existence of anything; null where the verb's own check is enough */
  readonly permission: Permission | null
  readonly doc: OperationDoc
  readonly handle: (call: Call) => Promise<WireAnswer>
}

export interface LimitRule {
  /** requests in a window */
  readonly points: number
  readonly windowSeconds: number
}

/** A door's own rules, by the names under which an operator can set others: as `vendaze.patch`. */
export type LimitRules = Readonly<Record<string, LimitRule>>

/** The state of a limit after this request was counted. */
export interface LimitState {
  readonly limit: number
  readonly remaining: number
  readonly windowSeconds: number
  readonly resetsAt: Date
}

/** A request's share of a limit: requests of the same key are counted together. */
export interface LimitUse {
  /** one of the door's rules */
  readonly name: string
  readonly key: string
}
