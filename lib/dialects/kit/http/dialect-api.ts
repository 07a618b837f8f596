import type { Hono } from 'hono'
import type { ApiServices, LimitRules, Operation } from './operation.ts'

/** How a caller proves who it is, as OpenAPI 3.1 writes it. */
export type SecurityScheme =
  | {
      readonly type: 'http'
      readonly scheme: 'bearer'
      readonly bearerFormat?: string
      readonly description: string
    }
  | {
      readonly type: 'apiKey'
      readonly in: 'header'
      readonly name: string
      readonly description: string
    }

/** A dialect's HTTP API as a whole: what the server mounts, and what the documentation and the fuzzer are made from. */
export interface DialectApi {
  readonly title: string
  /** a few sentences of Markdown for who begins */
  readonly description: string
  /** of the wire, as `v1` */
  readonly version: string
  /** the paths that the server hands over, with all below them */
  readonly paths: readonly string[]
  readonly operations: readonly Operation[]
  /** what requests are counted by; none may have a name that another dialect's has */
  readonly limits: LimitRules
  /** the documentation writes paths with a slash at their end; they are served without one, too */
  readonly trailingSlash?: true
  /** of refusals; JSON where it is not said */
  readonly refusalMediaType?: string
  readonly routes: (services: ApiServices) => Hono
  readonly security: Readonly<Record<string, SecurityScheme>>
  /** any one of these will do; each names the schemes that go together */
  readonly accepts: readonly (readonly string[])[]
}
