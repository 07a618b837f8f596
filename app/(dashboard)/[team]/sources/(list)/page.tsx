import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import type { SearchParams } from '#components/data-table/search-params.ts'
import { Page } from '#components/layout/page.tsx'
import { listStateSearch, readListState, toPageSources } from '#components/sources/list/list-query.ts'
import { SourceList } from '#components/sources/list/source-list.tsx'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { pageSources } from '#lib/domain/sources/list.ts'
import { toolkits } from '#lib/domain/toolkits/toolkits.ts'
import { env } from '#lib/env.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'

export const metadata: Metadata = { title: 'Sources' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

const toolkitSlugs = toolkits.map(({ slug }) => slug)

export default async function SourcesPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const state = readListState(await searchParams, toolkitSlugs)
  const query = toPageSources(state)
  const page = await pageSources(context, query).catch((error: unknown) => {
    // a mistyped page link: the list from its beginning is what the reader wanted
    if (state.cursor && isDomainError(error) && error.code === 'invalid')
      redirect(`/${team.slug}/sources${listStateSearch({ ...state, cursor: undefined })}`)
    throw error
  })
  return (
    <Page width="wide" breadcrumb={[{ label: 'Sources' }]}>
      <HydrationBoundary state={handOver([queryKeys.sourceList(team.slug, query), page])}>
        <SourceList
          team={team.slug}
          origin={env().PATCHBAY_URL}
          permissions={[...context.actor.permissions]}
          state={state}
        />
      </HydrationBoundary>
    </Page>
  )
}
