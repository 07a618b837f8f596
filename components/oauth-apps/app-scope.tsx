'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import type { OauthAppDetail } from '#lib/domain/oauth-apps/fields.ts'
import { useFieldAuthors } from '#lib/queries/authors.ts'
import { type SaveApp, useSaveApp } from './use-save-app.ts'

export interface AppScope {
  /** the team's slug */
  readonly team: string
  readonly app: OauthAppDetail
  readonly permissions: readonly Permission[]
  /** why no field can be edited; undefined while they can */
  readonly readOnlyReason: string | undefined
  /** who else changed which field since the page was opened */
  readonly authors: Readonly<Record<string, string>>
  readonly save: SaveApp
}

const Scope = createContext<AppScope | null>(null)

type AppScopeProviderProps = Pick<AppScope, 'team' | 'app' | 'permissions'> & { children: ReactNode }

/** What all fields of one app's page share. */
export function AppScopeProvider({ team, app, permissions, children }: AppScopeProviderProps) {
  const authors = useFieldAuthors(team, app.id)
  const save = useSaveApp(team, app.id)
  // the banner says it for all of them
  const readOnlyReason = app.revokedAt === null ? undefined : ''
  return <Scope value={{ team, app, permissions, readOnlyReason, authors, save }}>{children}</Scope>
}

/** The app whose page this is. */
export function useAppScope(): AppScope {
  const scope = useContext(Scope)
  if (!scope) throw new Error('A field of an app stands outside of AppScopeProvider.')
  return scope
}
