import type { Hono } from 'hono'
import type { ApiServices } from '#lib/dialects/kit/http/operation.ts'
import type { EndpointField } from '#lib/domain/endpoints/fields.ts'
import type { TestTeam } from '#lib/testing/factories.ts'

/** What the conformance suite has to know of a dialect's wire, so that it can ask the same of all of them. */
export interface ConformanceDriver {
  readonly dialect: string
  readonly routes: (services: ApiServices) => Hono
  /** `manager` may do all that the wire can; `reader` may read and not write, or null where the door has no such caller */
  readonly credentials: (team: TestTeam) => Promise<{
    readonly manager: Readonly<Record<string, string>>
    readonly reader: Readonly<Record<string, string>> | null
  }>
  readonly create: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }
  /** the path of one resource */
  readonly item: (id: string) => string
  /** an id in the right form that nobody has */
  readonly missingId: string
  /** the resource inside an answer's body */
  readonly unwrap: (body: unknown) => Readonly<Record<string, unknown>>
  readonly idOf: (resource: Readonly<Record<string, unknown>>) => string
  readonly fields: readonly FieldCase[]
  /** keys that the wire shows and does not take, with a value that somebody might send */
  readonly readOnly: Readonly<Record<string, unknown>>
  /** the status of a patch of an unknown or read-only key beside a good one: 200, and it is passed over; or a refusal */
  readonly strangeKeyStatus: number
  /** the status of `{}` */
  readonly emptyPatchStatus: number
  /** the status of an empty body */
  readonly emptyBodyStatus: number
  /** of a body that is no object: `[]`, `"x"`, `null` */
  readonly notAnObjectStatus: number
  /** fails when a refusal is not in the dialect's envelope */
  readonly expectRefusal: (status: number, body: unknown) => void
  /** which answers hold the whole secret: of `create`, of `get`, of `patch` */
  readonly showsSecretOn: readonly ('create' | 'get' | 'patch')[]
}

export interface FieldCase {
  /** the key on the wire */
  readonly wire: string
  readonly field: EndpointField
  /** two good values, different from each other and from the created one */
  readonly values: readonly [unknown, unknown]
  /** what the core keeps of a good wire value; the value itself by default */
  readonly stored?: (value: unknown) => unknown
  /** what the wire shows of a good value; the value itself by default */
  readonly shown?: (resource: Readonly<Record<string, unknown>>) => unknown
  /** the status of null: 200 where it clears the field */
  readonly nullStatus: number
  /** what the core keeps once it was cleared; null by default */
  readonly cleared?: unknown
  readonly empty: { readonly value: unknown; readonly status: number } | null
  readonly wrongType: { readonly value: unknown; readonly status: number }
}
