import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'

/** What a new endpoint is to be a copy of. */
export interface DuplicateSource {
  readonly endpoint: EndpointView
  /** what its dialect offers now */
  readonly catalogue: readonly CatalogueEvent[]
}
