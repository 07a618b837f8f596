'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { InlineField } from '#components/form/inline-field.tsx'
import type { SaveResult } from '#components/form/save-result.ts'
import { Input } from '#components/ui/input.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { teamAuthorOptions, teamOptions, useRenameTeam } from '#lib/queries/team.ts'

const loadSchema = () => import('#lib/domain/teams/schema.ts').then((module) => module.teamNameSchema)

/** The team's name. */
export function TeamNameField({ team, editable }: { team: SessionTeam; editable: boolean }) {
  const queries = useQueryClient()
  const rename = useRenameTeam(team.slug)
  const { data: changedBy } = useQuery(teamAuthorOptions(team.slug))

  async function save(name: string, version: number): Promise<SaveResult<string>> {
    const before = team.name
    try {
      const saved = await rename.mutateAsync({ name, version })
      toastDone({
        message: `The team is called ${saved.name} now`,
        undo: async () => void (await rename.mutateAsync({ name: before, version: saved.version })),
      })
      return { ok: true }
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      const [conflict] = error.conflicts
      if (!conflict) return { ok: false, error: error.message }
      const { current, author, version: theirVersion } = conflict
      return { ok: false, conflict: { theirs: String(current), by: author, version: theirVersion } }
    }
  }

  return (
    <InlineField
      label="Name"
      value={team.name}
      version={team.version}
      changedBy={changedBy ?? undefined}
      schema={loadSchema}
      onSave={save}
      onTakeTheirs={() => void queries.invalidateQueries({ queryKey: teamOptions(team.slug).queryKey })}
      readOnlyReason={editable ? undefined : 'Admins and owners change it.'}
      renderValue={(value) => <span className="break-words">{value}</span>}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  )
}
