import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import type { SearchParams } from '#components/data-table/search-params.ts'
import { EndpointList } from '#components/endpoints/list/endpoint-list.tsx'
import { listStateSearch, readListState, toListEndpoints } from '#components/endpoints/list/list-query.ts'
import { Page } from '#components/layout/page.tsx'
import { profiles } from '#lib/dialects/profile.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import { listFailingEndpoints } from '#lib/domain/failing-endpoints/list.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'

export const metadata: Metadata = { title: 'Endpoints' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

const dialects = profiles.map(({ dialect, label }) => ({ value: dialect, label }))
const dialectNames = dialects.map(({ value }) => value)

export default async function EndpointsPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const state = readListState(await searchParams, dialectNames)
  const query = toListEndpoints(state)
  const page = await listEndpoints(context, query).catch((error: unknown) => {
    // a cursor of another order, or a mistyped one: the list from its beginning is what the reader wanted
    if (state.cursor && isDomainError(error) && error.code === 'invalid')
      redirect(`/${team.slug}/endpoints${listStateSearch({ ...state, cursor: undefined })}`)
    throw error
  })
  const failing = await listFailingEndpoints(context)
  return (
    <Page width="wide" breadcrumb={[{ label: 'Endpoints' }]}>
      <HydrationBoundary
        state={handOver(
          [queryKeys.endpointList(team.slug, query), page],
          [queryKeys.failingEndpoints(team.slug), failing],
        )}
      >
        <EndpointList
          team={team.slug}
          permissions={[...context.actor.permissions]}
          state={state}
          dialects={dialects}
        />
      </HydrationBoundary>
    </Page>
  )
}
