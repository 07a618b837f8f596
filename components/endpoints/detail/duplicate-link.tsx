import CopyIcon from 'lucide-react/icons/copy-plus'
import { ButtonLink } from '#components/ui/button-link.tsx'

/** The way to a copy. The server draws it: the page has no code for it to load. */
export function DuplicateLink({ team, endpointId }: { team: string; endpointId: string }) {
  return (
    <ButtonLink href={`/${team}/endpoints/new?from=${endpointId}`}>
      <CopyIcon aria-hidden="true" className="size-3.5" />
      Duplicate
    </ButtonLink>
  )
}
