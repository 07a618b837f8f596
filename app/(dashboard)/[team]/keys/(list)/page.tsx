import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { KeyList } from '#components/api-keys/key-list.tsx'
import { Page } from '#components/layout/page.tsx'
import { listApiKeys } from '#lib/domain/api-keys/list-api-keys.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { CredentialTabs } from '../credential-tabs.tsx'

export const metadata: Metadata = { title: 'API keys' }

type Props = { params: Promise<{ team: string }> }

export default async function ApiKeysPage({ params }: Props) {
  const { user, team, role, context } = await teamPage((await params).team)
  return (
    <Page width="wide" breadcrumb={[{ label: 'API keys' }]}>
      <HydrationBoundary state={handOver([queryKeys.apiKeys(team.slug), await listApiKeys(context)])}>
        <KeyList
          reader={{
            team: team.slug,
            teamId: team.id,
            userId: user.id,
            role,
            permissions: [...context.actor.permissions],
          }}
          tabs={<CredentialTabs team={team.slug} actor={context.actor} current="keys" />}
        />
      </HydrationBoundary>
    </Page>
  )
}
