import { PageTabs } from '#components/layout/page-tabs.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import type { Actor } from '#lib/domain/shared/context.ts'

type CredentialTabsProps = { team: string; actor: Pick<Actor, 'permissions'>; current: 'keys' | 'apps' }

/** Keys and apps, for who may see both. */
export function CredentialTabs({ team, actor, current }: CredentialTabsProps) {
  if (!can(actor, 'oauth-app:manage')) return null
  const href = { keys: `/${team}/keys`, apps: `/${team}/keys/apps` }
  return (
    <PageTabs
      label="Keys and apps"
      tabs={[
        { href: href.keys, label: 'API keys' },
        { href: href.apps, label: 'OAuth apps' },
      ]}
      current={href[current]}
    />
  )
}
