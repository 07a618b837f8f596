import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { EntityChanges } from '#components/changes/entity-changes.tsx'
import { EndpointDetail } from '#components/endpoints/detail/endpoint-detail.tsx'
import { EndpointFacts } from '#components/endpoints/detail/endpoint-facts.tsx'
import { profileView } from '#components/endpoints/fields/profile-view.ts'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { findEndpoint } from './find-endpoint.ts'

type Props = { params: Promise<{ team: string; id: string }> }

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
          <EntityChanges
            team={team}
            of={{ kind: 'endpoint', id }}
            permissions={permissions}
            firstPage={{ ...changes, items: changes.items.map(changeView) }}
          />
          <EndpointFacts team={team} endpoint={view} profile={profile} />
        </>
      }
    />
  )
}
