'use client'

import { useQuery } from '@tanstack/react-query'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const none: readonly CatalogueEvent[] = []

/** What the endpoint can subscribe to. A published catalogue is part of the profile; the team's own may change meanwhile. */
export function useCatalogue(): readonly CatalogueEvent[] {
  const { team, profile } = useEndpointScope()
  const { catalogue } = profile
  const own = useQuery({
    ...eventCatalogueOptions(team, profile.dialect),
    enabled: catalogue.kind === 'team',
  })
  return catalogue.kind === 'fixed' ? catalogue.events : (own.data ?? none)
}
