import type { ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'

/** The reader may know of this, but not use it: who could help. */
export function ForbiddenView({
  title = 'Your role does not include this',
  description = 'An admin or owner of the team can change your role.',
  action,
}: {
  title?: string
  description?: ReactNode
  action?: ReactNode
}) {
  return <EmptyState as="h1" title={title} description={description} action={action} />
}
