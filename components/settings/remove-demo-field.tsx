'use client'

import { useQueryClient } from '@tanstack/react-query'
import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { endpointListOptions } from '#lib/queries/endpoints.ts'
import { membersOptions } from '#lib/queries/members.ts'

/** The end of the demo. The question comes with what is in the team by then. */
export function RemoveDemoField({ team, isDemoMember }: { team: string; isDemoMember: boolean }) {
  const queries = useQueryClient()
  const { dialog, error, close, button } = useOnDemandDialog(async () => {
    const [{ RemoveDemoDialog }, { count, countIsExact }, { total }] = await Promise.all([
      import('./remove-demo-dialog.tsx'),
      queries.fetchQuery(endpointListOptions(team, { limit: 1 })),
      queries.fetchQuery(membersOptions(team, {})),
    ])
    return { RemoveDemoDialog, contents: { endpoints: count, isExact: countIsExact, members: total } }
  })
  return (
    <FieldRow
      label="Demo"
      hint={
        isDemoMember
          ? 'Goes with its made-up members, and with your account unless it is in another team.'
          : 'Goes with its made-up members. Your account and your other teams stay.'
      }
      error={error}
      action={
        <Button size="s" {...button}>
          Remove the demo…
        </Button>
      }
    >
      This team was made for looking around
      {dialog ? (
        <dialog.RemoveDemoDialog
          team={team}
          contents={dialog.contents}
          isDemoMember={isDemoMember}
          onClose={close}
        />
      ) : null}
    </FieldRow>
  )
}
