'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { failingEndpointsOptions } from '#lib/queries/endpoints.ts'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'

/** Most endpoints do well: the words come for those that do not. */
const FailingNotice = lazy(() =>
  import('./failing-notice.tsx').then((module) => ({ default: module.FailingNotice })),
)

/** On an endpoint's page: it does nothing but fail, or Patchbay paused it for that. */
export function FailingBanner() {
  const { team, endpoint } = useEndpointScope()
  const { data } = useQuery(failingEndpointsOptions(team))
  const trouble = data?.find(({ endpointId }) => endpointId === endpoint.id)
  // the page may know already that somebody resumed it
  if (!trouble || (trouble.pausedAt === null) !== endpoint.active) return null
  return (
    <Suspense>
      <FailingNotice trouble={trouble} />
    </Suspense>
  )
}
