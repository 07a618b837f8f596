import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { CatalogueTabs } from '#components/events/catalogue-tabs.tsx'
import { OwnCatalogue } from '#components/events/own-catalogue.tsx'
import { PublishedCatalogue } from '#components/events/published-catalogue.tsx'
import { Page } from '#components/layout/page.tsx'
import { profileOf, profiles } from '#lib/dialects/profile.ts'
import { listEventTypes } from '#lib/domain/event-types/list.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'

export const metadata: Metadata = { title: 'Events' }

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<{ catalogue?: string | string[] }>
}

const tabs = [
  ...profiles.filter(({ catalogue }) => catalogue.kind === 'team'),
  ...profiles.filter(({ catalogue }) => catalogue.kind === 'fixed'),
].map(({ dialect, label, catalogue }) => ({
  dialect,
  label: catalogue.kind === 'team' ? 'Your own' : label,
}))

export default async function EventsPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const { catalogue: wanted } = await searchParams
  const profile = profileOf(typeof wanted === 'string' ? wanted : '')
  const published = profile?.catalogue.kind === 'fixed' ? profile.catalogue : null
  const catalogues = (
    <CatalogueTabs
      team={team.slug}
      tabs={tabs}
      current={published && profile ? profile.dialect : (tabs[0]?.dialect ?? '')}
    />
  )
  return (
    <Page width="wide" breadcrumb={[{ label: 'Events' }]}>
      {published && profile ? (
        <PublishedCatalogue
          key={profile.dialect}
          label={profile.label}
          events={published.events}
          tabs={catalogues}
        />
      ) : (
        <HydrationBoundary state={handOver([queryKeys.eventTypes(team.slug), await listEventTypes(context)])}>
          <OwnCatalogue team={team.slug} permissions={[...context.actor.permissions]} tabs={catalogues} />
        </HydrationBoundary>
      )}
    </Page>
  )
}
