'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FieldList, FieldRow } from '#components/form/field-row.tsx'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'
import { teamOptions } from '#lib/queries/team.ts'
import { DeleteTeamField } from './delete-team-field.tsx'
import { RemoveDemoField } from './remove-demo-field.tsx'
import { TeamNameField } from './team-name-field.tsx'

/** The team itself, each field alone; what the reader may not do says so, or is absent. */
export function TeamSettings({
  team,
  permissions,
  isDemoMember,
  children,
}: {
  team: SessionTeam
  permissions: readonly Permission[]
  /** the reader was made up for the demo */
  isDemoMember: boolean
  /** further rows */
  children: ReactNode
}) {
  const { data = team } = useQuery(teamOptions(team.slug))
  const reader = { permissions: new Set(permissions) }
  const isOwner = can(reader, 'team:delete')
  return (
    <FieldList className="mt-5 max-w-[760px]">
      <TeamNameField team={data} editable={can(reader, 'team:update')} />
      <FieldRow label="Address" hint="It stays when the name changes, so that links go on working.">
        <code className="break-all">/{data.slug}</code>
      </FieldRow>
      {children}
      {data.isDemo && isOwner ? <RemoveDemoField team={data.slug} isDemoMember={isDemoMember} /> : null}
      {isOwner ? <DeleteTeamField team={data} /> : null}
    </FieldList>
  )
}
