/** One value that a source needs from the provider's app. The texts are those that Composio's wire shows. */
export interface SetupField {
  readonly displayName: string
  readonly description: string
  /** asked for by a full replacement; values that come one by one need not be complete */
  readonly isRequired: boolean
  /** only its mask is ever read */
  readonly isSecret: boolean
  /** a key that its wire shows in clear; for everybody without `secret:reveal` it is masked all the same */
  readonly guarded?: true
  readonly format?: ValueFormat
}

export type ValueFormat =
  | { readonly kind: 'header-name' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }

/** Text that is the same for each source of a toolkit, or the value of one of its setup fields. */
export type Setting<T extends string = string> =
  | T
  | { readonly field: string /** while the field is empty */; readonly otherwise: T | null }

export type Encoding = 'hex' | 'base64'

/** Where a request carries its signature. */
export type SignaturePlace =
  | {
      readonly kind: 'header'
      readonly header: Setting
      /** stands before the encoded bytes */
      readonly prefix: Setting
      readonly encoding: Setting<Encoding>
    }
  /** `t=…,v1=…,v1=…` in one header: any element of that name may fit, and `t` is the timestamp */
  | {
      readonly kind: 'pairs'
      readonly header: string
      readonly element: string
      readonly timestamp: string
      readonly encoding: Encoding
    }

/** HMAC-SHA256 over `signed`, joined without anything between. */
export interface SigningScheme {
  readonly kind: 'hmac-sha256'
  /** the setup field whose characters, as UTF-8, are the key */
  readonly keyField: string
  readonly signature: SignaturePlace
  readonly signed: readonly ('timestamp' | 'body' | { readonly text: string })[]
  /** null where the provider signs no time, so that a request can be repeated */
  readonly timestamp: { readonly header: string; readonly toleranceSeconds: number } | null
}

/** What a provider asks of a URL before it sends events. */
export type Handshake =
  /** a signed request whose `challenge` is answered */
  | {
      readonly kind: 'challenge'
      readonly when: { readonly member: string; readonly is: string }
      readonly challenge: string
    }
  /** an unsigned request that brings the key; good once, until the source has verified an event */
  | { readonly kind: 'token'; readonly member: string; readonly storedIn: string }
  | { readonly kind: 'none' }

/** A provider, described as data: what to ask for, how it signs, how it greets. */
export interface Toolkit {
  readonly slug: string
  readonly label: string
  /** one sentence for the gallery */
  readonly summary: string
  /** what the provider calls the id of the app, and where it stands */
  readonly clientIdHint: string
  /** where to put the URL */
  readonly urlHint: string
  /** by name, in the order that they are shown in */
  readonly setupFields: Readonly<Record<string, SetupField>>
  readonly signing: SigningScheme
  readonly handshake: Handshake
}

/** Whether a value of this field is kept from who may not reveal secrets. */
export function isSensitive(field: SetupField): boolean {
  return field.isSecret || field.guarded === true
}
