'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import type { SourceView } from '#lib/domain/sources/view.ts'
import type { Toolkit } from '#lib/domain/toolkits/toolkit.ts'
import { toolkitOf } from '#lib/domain/toolkits/toolkits.ts'
import { useFieldAuthors } from '#lib/queries/authors.ts'
import { type SaveValue, useSaveValue } from './use-save-value.ts'

export interface SourceScope {
  /** the team's slug */
  readonly team: string
  readonly source: SourceView
  readonly toolkit: Toolkit
  readonly may: (permission: Permission) => boolean
  /** who else changed a value since the page was opened */
  readonly changedBy: string | undefined
  readonly save: SaveValue
}

const Scope = createContext<SourceScope | null>(null)

type SourceScopeProviderProps = {
  team: string
  source: SourceView
  permissions: readonly Permission[]
  children: ReactNode
}

/** What all fields of one source's page share. */
export function SourceScopeProvider({ team, source, permissions, children }: SourceScopeProviderProps) {
  const { data: changedBy } = useFieldAuthors(team, source.id)
  const save = useSaveValue(team, source.id)
  const held = useMemo(() => new Set(permissions), [permissions])
  const may = (permission: Permission) => can({ permissions: held }, permission)
  const toolkit = toolkitOf(source.toolkit)
  return <Scope value={{ team, source, toolkit, may, changedBy, save }}>{children}</Scope>
}

/** The source whose page this is. */
export function useSourceScope(): SourceScope {
  const scope = useContext(Scope)
  if (!scope) throw new Error('A source field stands outside of SourceScopeProvider.')
  return scope
}
