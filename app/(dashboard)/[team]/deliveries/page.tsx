import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import type { SearchParams } from '#components/data-table/search-params.ts'
import { DeliveryList } from '#components/deliveries/list/delivery-list.tsx'
import { listStateSearch, readListState, toBrowse } from '#components/deliveries/list/list-query.ts'
import { Page } from '#components/layout/page.tsx'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'

export const metadata: Metadata = { title: 'Deliveries' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const state = readListState(await searchParams)
  const query = toBrowse(state, context.clock.now().getTime())
  const [page, endpointName] = await Promise.all([
    browseDeliveries(context, query).catch((error: unknown) => {
      // a mistyped page link: the list from its beginning is what the reader wanted
      if (state.cursor && isDomainError(error) && error.code === 'invalid')
        redirect(`/${team.slug}/deliveries${listStateSearch({ ...state, cursor: undefined })}`)
      throw error
    }),
    nameOf(context, state.endpoint),
  ])
  return (
    <Page width="wide" breadcrumb={[{ label: 'Deliveries' }]}>
      <HydrationBoundary state={handOver([queryKeys.deliveryList(team.slug, query), page])}>
        <DeliveryList
          team={team.slug}
          permissions={[...context.actor.permissions]}
          state={state}
          query={query}
          endpointName={endpointName}
        />
      </HydrationBoundary>
    </Page>
  )
}

/** Of the endpoint that the list is narrowed to; a deleted one has none, and its deliveries are there still. */
async function nameOf(context: Context, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  try {
    return (await getEndpoint(context, id)).name
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return undefined
    throw error
  }
}
