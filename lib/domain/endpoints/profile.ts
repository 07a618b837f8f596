import type { Role } from '../authz/permissions.ts'
import type { Issue } from '../shared/errors.ts'
import type { EndpointField, EndpointState } from './fields.ts'

/**
 * What a dialect says of endpoints, as data against this interface. Safe for the browser: no I/O, no secrets, no
 * Node. The core enforces it for every door, so that the dashboard refuses what the wire would refuse.
 */
export interface DialectProfile {
  readonly dialect: string
  /** the vendor's name, for people */
  readonly label: string
  /** one sentence for who chooses a dialect */
  readonly summary: string
  readonly fields: FieldRules
  readonly catalogue: EventCatalogue
  /** fields that one invariant couples: a concurrent change of one is a conflict for the others */
  readonly groups: readonly (readonly EndpointField[])[]
  /** rules over the resulting state */
  readonly invariants: readonly Invariant[]
  readonly secret: SecretRule
  readonly publicId: PublicIdRule
  /** how many endpoints of this dialect a team may have; null is no limit */
  readonly perTeam: number | null
  readonly delivery: DeliveryRule
  /** the least role that this dialect's own door asks for; the table of roles decides elsewhere */
  readonly door: { readonly view: Role; readonly manage: Role } | null
  /** its wire shows an endpoint to one OAuth app alone: the one that made it, or that it was made for */
  readonly ofApps?: true
}

/** Null: endpoints of this dialect do not have the field. */
export interface FieldRules {
  readonly name: TextRule
  readonly description: TextRule | null
  readonly url: UrlRule
  readonly events: EventsRule
  readonly active: FlagRule
  readonly tlsVerification: FlagRule | null
  readonly payloadVersion: ChoiceRule | null
  readonly signing: FlagRule | null
  readonly headers: MapRule | null
  readonly metadata: MapRule | null
}

interface BaseRule {
  /** the field's name on the dialect's wire; null where only Patchbay knows it */
  readonly wire: string | null
  /** a sentence beside the editor */
  readonly hint: string
}

export interface TextRule extends BaseRule {
  readonly kind: 'text'
  /** in characters (code points), after trimming */
  readonly minLength: number
  readonly maxLength: number
  /** null clears it */
  readonly clearable: boolean
}

export interface UrlRule extends BaseRule {
  readonly kind: 'url'
  readonly protocols: readonly ('https:' | 'http:')[]
  readonly maxLength: number
}

export interface EventsRule extends BaseRule {
  readonly kind: 'events'
  /** the least number of events */
  readonly min: number
  /** `*` subscribes to all, current and future */
  readonly wildcard: boolean
}

export interface FlagRule extends BaseRule {
  readonly kind: 'flag'
  readonly default: boolean
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly description: string
}

export interface ChoiceRule extends BaseRule {
  readonly kind: 'choice'
  readonly choices: readonly Choice[]
  readonly default: string
}

export interface MapRule extends BaseRule {
  readonly kind: 'map'
  readonly keys: 'header' | 'metadata'
  readonly maxKeys: number
  readonly keyMaxLength: number
  readonly valueMaxLength: number
}

export type FieldRule = TextRule | UrlRule | EventsRule | FlagRule | ChoiceRule | MapRule

export interface CatalogueEvent {
  readonly type: string
  readonly group: string
  readonly description: string
}

/** `team`: the team's own event types. `fixed`: published by the dialect, the same for all. */
export type EventCatalogue =
  | { readonly kind: 'team' }
  | { readonly kind: 'fixed'; readonly events: readonly CatalogueEvent[] }

/** A rule over the state that a patch would leave. Null is fine. */
export type Invariant = (state: EndpointState) => Issue | null

export interface SecretRule {
  readonly format: 'whsec_base64' | 'whsec_hex' | 'hex'
  /** what may be shown in place of a secret */
  readonly mask: (secret: string) => string
  /**
   * `always`: an endpoint has a key from its creation on. `while-signing`: turning signing on makes one, turning
   * it off destroys it.
   */
  readonly presence: 'always' | 'while-signing'
  /**
   * `overlap`: older keys go on signing for a while beside the new one, at most `maxKeys` in all: each is a signature in
   * a header, and receivers refuse headers that are too long. `immediate`: the new key replaces the old
   * at once. `toggle`: the wire rotates only by signing off and on; the dashboard replaces at once, too.
   */
  readonly rotation:
    | {
        readonly kind: 'overlap'
        readonly maxMs: number
        readonly defaultMs: number
        readonly maxKeys: number
      }
    | { readonly kind: 'immediate' }
    | { readonly kind: 'toggle' }
}

export type PublicIdRule =
  | { readonly kind: 'nanoid'; readonly prefix: string; readonly length: number }
  | { readonly kind: 'hex'; readonly prefix: string; readonly bytes: number }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'sequence' }

export interface DeliveryRule {
  /** the delay before each attempt, from the one before, in milliseconds; the first is 0 */
  readonly delaysMs: readonly number[]
  /** ± this share of each delay */
  readonly jitter: number
  readonly timeoutMs: number
  /** a receiver's `Retry-After` can put the next attempt off, as far as the longest delay */
  readonly honoursRetryAfter: boolean
  /** 410 says that nobody listens there any more: the endpoint is paused */
  readonly pausesOnGone: boolean
  /** after a time of nothing but failures the endpoint is paused, as the team has it */
  readonly pausesFailing?: true
  /** what happens meanwhile to deliveries of a paused endpoint */
  readonly whilePaused: 'hold' | 'drop'
  /** for the verification snippets and for people */
  readonly signature: SignatureRule
}

/** How a receiver verifies: names and forms, no keys. */
export interface SignatureRule {
  readonly header: string
  /** the header that carries the time, where it is not inside the signature header */
  readonly timestampHeader: string | null
  readonly idHeader: string | null
  readonly signed: 'id.timestamp.body' | 'timestamp.body' | 'body'
  readonly encoding: 'base64' | 'hex'
  /** as `v1,` or `sha256=`; what stands before the digest */
  readonly prefix: string
  /** prefixes that carry the same digest before it, where the wire has several schemes */
  readonly aliases?: readonly string[]
  /** `raw`: the secret's characters are the key. `whsec_base64`: the key is what its base64 decodes to */
  readonly key: 'raw' | 'whsec_base64'
}
