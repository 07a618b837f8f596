import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { teamPage } from '#app/(dashboard)/session.ts'
import { EndpointChanges } from '#components/changes/endpoint-changes.tsx'
import { EndpointDetail } from '#components/endpoints/detail/endpoint-detail.tsx'
import { EndpointFacts } from '#components/endpoints/detail/endpoint-facts.tsx'
import { profileView } from '#components/endpoints/fields/profile-view.ts'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'

type Props = { params: Promise<{ team: string; id: string }> }

/** Read once for the title and the page. */
const findEndpoint = cache(async (slug: string, id: string) => {
  const { context } = await teamPage(slug)
  try {
    return await getEndpoint(context, id)
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params
  return { title: (await findEndpoint(team, id)).name }
}

export default async function EndpointPage({ params }: Props) {
  const { team, id } = await params
  const { context } = await teamPage(team)
  const endpoint = await findEndpoint(team, id)
  const profile = context.profile(endpoint.dialect)
  if (!profile) throw new Error(`There is no dialect ${endpoint.dialect}.`)
  const [changes, catalogue] = await Promise.all([
    listChanges(context, { entity: { kind: 'endpoint', id }, limit: 20 }),
    eventCatalogue(context, profile),
  ])
  const permissions = [...context.actor.permissions]
  const view = viewOf(endpoint)
  return (
    <EndpointDetail
      team={team}
      id={id}
      initial={view}
      profile={profileView(profile)}
      catalogue={catalogue}
      permissions={permissions}
      aside={
        <>
          <EndpointChanges
            team={team}
            id={id}
            permissions={permissions}
            firstPage={{ ...changes, items: changes.items.map(changeView) }}
          />
          <EndpointFacts team={team} endpoint={view} profile={profile} />
        </>
      }
    />
  )
}
