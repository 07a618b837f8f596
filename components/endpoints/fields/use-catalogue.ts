'use client'

import { useQuery } from '@tanstack/react-query'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

/** What the endpoint can subscribe to. A published catalogue stays as it is; the team's own may change meanwhile. */
export function useCatalogue(): readonly CatalogueEvent[] {
  const { team, profile, catalogue } = useEndpointScope()
  const { data } = useQuery({
    ...eventCatalogueOptions(team, profile.dialect),
    initialData: catalogue,
    enabled: profile.catalogue.kind === 'team',
  })
  return data
}
