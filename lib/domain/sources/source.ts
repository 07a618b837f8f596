/** The text of a source's id: `we_` and 12 characters. */
export const PUBLIC_ID = { prefix: 'we_', length: 12 } as const

/** A value that was configured: what may be shown of it, and since when. */
export interface SourceValue {
  readonly name: string
  /** the value itself where it is neither secret nor guarded, else its mask */
  readonly shown: string
  readonly updatedAt: Date
}

/** An inbound endpoint with what may be known of its values. */
export interface Source {
  readonly id: string
  readonly teamId: string
  readonly publicId: string
  readonly toolkit: string
  readonly clientId: string
  /** goes up by one per change */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  /** the first event whose signature was right */
  readonly verifiedAt: Date | null
  /** in the order of the toolkit's setup fields */
  readonly values: readonly SourceValue[]
}

/**
 * A source by its own UUID or by its `we_…`; a door that knows only the latter says so. Either is looked for in the
 * caller's team alone.
 */
export type SourceRef = string | { readonly publicId: string }

/** Where the provider posts to, without the origin. Never changes while the source lives. */
export function ingressPath(source: Pick<Source, 'toolkit' | 'publicId'>): string {
  return `/api/v3.1/webhook_ingress/${source.toolkit}/${source.publicId}/trigger_event`
}
