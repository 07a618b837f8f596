'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Code } from '#components/ui/code.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Standing } from '#lib/domain/deliveries/standing.ts'
import { endpointHealthOptions } from '#lib/queries/endpoint-health.ts'
import { ActiveField } from '../fields/active-field.tsx'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'
import { NameField } from '../fields/name-field.tsx'
import { stateOf } from '../standing-words.ts'

/** The head of the page: name, state, dialect, id; the switch, and what else can be done. */
export function EndpointHeader({ standing, actions }: { standing: Standing; actions: ReactNode }) {
  const { team, endpoint, profile } = useEndpointScope()
  const health = useQuery({ ...endpointHealthOptions(team, endpoint.id), enabled: false })
  const state = stateOf(endpoint.active, health.data?.standing ?? standing)
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <NameField />
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          <Tag tone={state.tone} dot>
            {state.label}
          </Tag>
          <Tag>{profile.label}</Tag>
          <Code copy={endpoint.publicId} copyLabel="ID" className="text-faint">
            {endpoint.publicId}
          </Code>
        </div>
      </div>
      <ActiveField beside={actions} />
    </header>
  )
}
