'use client'

import CopyIcon from 'lucide-react/icons/copy-plus'
import type { ReactNode } from 'react'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Code } from '#components/ui/code.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { ActiveField } from '../fields/active-field.tsx'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'
import { NameField } from '../fields/name-field.tsx'

/** The head of the page: name, state, dialect, id; the switch, and the way to a copy. */
export function EndpointHeader({ actions }: { actions: ReactNode }) {
  const { team, endpoint, profile, may } = useEndpointScope()
  // Where a team may have only one endpoint of the dialect, there is no room for a copy.
  const copyable = may('endpoint:create') && profile.perTeam !== 1
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <NameField />
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          {endpoint.active ? (
            <Tag tone="ok" dot>
              Active
            </Tag>
          ) : (
            <Tag tone="warn" dot>
              Paused
            </Tag>
          )}
          <Tag>{profile.label}</Tag>
          <Code copy={endpoint.publicId} copyLabel="ID" className="text-faint">
            {endpoint.publicId}
          </Code>
        </div>
      </div>
      <ActiveField
        beside={
          <>
            {actions}
            {copyable ? (
              <ButtonLink href={`/${team}/endpoints/new?from=${endpoint.id}`}>
                <CopyIcon aria-hidden="true" className="size-3.5" />
                Duplicate
              </ButtonLink>
            ) : null}
          </>
        }
      />
    </header>
  )
}
