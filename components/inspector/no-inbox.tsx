'use client'

import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { useOpenInbox } from '#lib/queries/inspector.ts'

/** Before the first inbox: the one next step. */
export function NoInbox({ team, mayOpen }: { team: string; mayOpen: boolean }) {
  const openInbox = useOpenInbox(team)
  return (
    <EmptyState
      title="See what an endpoint receives"
      description={
        <>
          An inbox is a URL that takes any request. Point an endpoint at it, and see its headers, its body,
          and whether the signature verifies.
          {mayOpen ? null : <span className="mt-2 block">{roleNeeded('Opening one', 'endpoint:test')}</span>}
          {openInbox.error ? (
            <span role="alert" className="mt-2 block text-bad">
              {openInbox.error.message}
            </span>
          ) : null}
        </>
      }
      action={
        mayOpen ? (
          <Button variant="primary" loading={openInbox.isPending} onClick={() => openInbox.mutate('Inbox')}>
            Open an inbox
          </Button>
        ) : undefined
      }
    />
  )
}
