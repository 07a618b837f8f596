import { ButtonLink } from '#components/ui/button-link.tsx'
import { EmptyState } from './empty-state.tsx'

/** There is nothing here, or nothing that the reader may know of. */
export function NotFoundView({
  title = 'There is nothing here',
  description = 'It may have been removed, or the address may be incomplete.',
  href = '/',
  linkLabel = 'Go to the start',
}: {
  title?: string
  description?: string
  href?: string
  linkLabel?: string
}) {
  return (
    <EmptyState
      as="h1"
      title={title}
      description={description}
      action={<ButtonLink href={href}>{linkLabel}</ButtonLink>}
    />
  )
}
