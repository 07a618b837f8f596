import { ingressPath, type Source } from './source.ts'

/** A source as it may leave the core: JSON-safe, sensitive values by their masks. */
export interface SourceView {
  readonly id: string
  readonly publicId: string
  readonly toolkit: string
  readonly clientId: string
  /** without the origin */
  readonly path: string
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly verifiedAt: string | null
  readonly values: readonly { readonly name: string; readonly shown: string; readonly updatedAt: string }[]
}

export function sourceView(source: Source): SourceView {
  return {
    id: source.id,
    publicId: source.publicId,
    toolkit: source.toolkit,
    clientId: source.clientId,
    path: ingressPath(source),
    version: source.version,
    createdAt: source.createdAt.toISOString(),
    updatedAt: source.updatedAt.toISOString(),
    verifiedAt: source.verifiedAt?.toISOString() ?? null,
    values: source.values.map((value) => ({ ...value, updatedAt: value.updatedAt.toISOString() })),
  }
}
