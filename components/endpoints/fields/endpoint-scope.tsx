'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type * as z from 'zod/mini'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import type { EndpointField } from '#lib/domain/endpoints/fields.ts'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { useFieldAuthors } from '#lib/queries/authors.ts'
import type { ProfileView } from './profile-view.ts'
import { type SaveField, useSaveField } from './use-save-field.ts'

export interface EndpointScope {
  /** the team's slug */
  readonly team: string
  readonly endpoint: EndpointView
  readonly profile: ProfileView
  /** what the server has read; `useCatalogue` keeps it up to date */
  readonly catalogue: readonly CatalogueEvent[]
  readonly may: (permission: Permission) => boolean
  /** who else changed a field since the page was opened, by field */
  readonly authors: Readonly<Record<string, string>>
  readonly save: SaveField
  /** fetches what a draft of the field must be */
  readonly schemaOf: (field: EndpointField) => () => Promise<z.ZodMiniType>
}

const Scope = createContext<EndpointScope | null>(null)

type EndpointScopeProviderProps = {
  team: string
  endpoint: EndpointView
  profile: ProfileView
  catalogue: readonly CatalogueEvent[]
  permissions: readonly Permission[]
  children: ReactNode
}

/** What all fields of one endpoint's page share. */
export function EndpointScopeProvider({
  team,
  endpoint,
  profile,
  catalogue,
  permissions,
  children,
}: EndpointScopeProviderProps) {
  const authors = useFieldAuthors(team, endpoint.id)
  const save = useSaveField(team, endpoint.id)
  const held = useMemo(() => new Set(permissions), [permissions])
  const may = (permission: Permission) => can({ permissions: held }, permission)
  const schemaOf = (field: EndpointField) => () =>
    import('./field-schema.ts').then((module) => module.schemaOfField(endpoint, field))
  return (
    <Scope value={{ team, endpoint, profile, catalogue, may, authors, save, schemaOf }}>{children}</Scope>
  )
}

/** The endpoint whose page this is. */
export function useEndpointScope(): EndpointScope {
  const scope = useContext(Scope)
  if (!scope) throw new Error('An endpoint field stands outside of EndpointScopeProvider.')
  return scope
}
