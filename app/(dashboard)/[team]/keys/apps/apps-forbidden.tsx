import { ForbiddenView } from '#components/feedback/forbidden-view.tsx'
import { Page } from '#components/layout/page.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'

/** For who came by an address to what their role does not include. */
export function AppsForbidden({ team }: { team: string }) {
  const keys = `/${team}/keys`
  return (
    <Page breadcrumb={[{ label: 'API keys', href: keys }, { label: 'OAuth apps' }]}>
      <ForbiddenView
        description={`${roleNeeded('Managing OAuth apps', 'oauth-app:manage')} An admin or owner of the team can change yours.`}
        action={<ButtonLink href={keys}>Go to the API keys</ButtonLink>}
      />
    </Page>
  )
}
