'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { endpointHealthOptions } from '#lib/queries/endpoint-health.ts'

const EndpointDeliveries = lazy(() =>
  import('./endpoint-deliveries.tsx').then((module) => ({ default: module.EndpointDeliveries })),
)

type LiveDeliveriesProps = {
  team: string
  endpointId: string
  /** what the server has read */
  initial: EndpointHealth
  /** what the server has drawn of it */
  children: ReactNode
}

/** Keeps up to date what the server has drawn; the code that draws it comes when something has moved. */
export function LiveDeliveries({ team, endpointId, initial, children }: LiveDeliveriesProps) {
  const { data } = useQuery({ ...endpointHealthOptions(team, endpointId), initialData: initial })
  // equal answers are one and the same
  if (data === initial) return children
  return (
    <Suspense fallback={children}>
      <EndpointDeliveries team={team} endpointId={endpointId} health={data} />
    </Suspense>
  )
}
