'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { ListedInvitation } from '#lib/domain/invitations/list-invitations.ts'
import { invitationsOptions, useRevokeInvitation } from '#lib/queries/members.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { roleText } from './role-text.ts'

/** Who was invited and has not answered. Absent while there is nobody. */
export function Invitations({ team }: { team: string }) {
  const { data, error, refetch, isFetching } = useQuery(invitationsOptions(team))
  const revokeInvitation = useRevokeInvitation(team)
  const [revoking, setRevoking] = useState<ListedInvitation>()

  async function revoke(): Promise<string | undefined> {
    if (!revoking) return undefined
    try {
      await revokeInvitation.mutateAsync(revoking.id)
      toastDone({ message: `The invitation of ${revoking.email} was revoked` })
      return undefined
    } catch (failure) {
      return failure instanceof ActionError ? failure.message : 'That did not work. Try again.'
    }
  }

  if (error && !data) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  if (!data || data.length === 0) return null
  return (
    <section aria-labelledby="invitations" className="mt-10">
      <SectionHeader
        id="invitations"
        title="Invitations"
        description="Not answered yet. To send a link again, invite the same address: the old link ends."
      />
      <ul className="mt-2">
        {data.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-2.5 first:border-t-0"
          >
            <div className="min-w-0 flex-1 basis-56">
              <p className="break-all font-medium">{invitation.email}</p>
              <p className="text-muted text-sm">
                {roleText[invitation.role].label}
                {invitation.invitedBy ? `, invited by ${invitation.invitedBy}` : null}
              </p>
            </div>
            {invitation.state === 'expired' ? (
              <Tag tone="warn">Expired</Tag>
            ) : (
              <span className="text-muted text-sm">
                Link ends <RelativeTime at={invitation.expiresAt} />
              </span>
            )}
            <Button
              size="s"
              aria-label={`Revoke the invitation of ${invitation.email}`}
              onClick={() => setRevoking(invitation)}
            >
              Revoke…
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={revoking !== undefined}
        onOpenChange={() => setRevoking(undefined)}
        title="Revoke this invitation?"
        description={`The link that ${revoking?.email ?? ''} has stops working.`}
        confirmLabel="Revoke"
        onConfirm={revoke}
      />
    </section>
  )
}
