import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { EntityChanges } from '#components/changes/entity-changes.tsx'
import { EndpointDeliveries } from '#components/deliveries/endpoint/endpoint-deliveries.tsx'
import { LiveDeliveries } from '#components/deliveries/endpoint/live-deliveries.tsx'
import { SendTest } from '#components/deliveries/endpoint/send-test.tsx'
import { DuplicateLink } from '#components/endpoints/detail/duplicate-link.tsx'
import { EndpointDetail } from '#components/endpoints/detail/endpoint-detail.tsx'
import { EndpointFacts } from '#components/endpoints/detail/endpoint-facts.tsx'
import { profileView } from '#components/endpoints/fields/profile-view.ts'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { endpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { listFailingEndpoints } from '#lib/domain/failing-endpoints/list.ts'
import { nameOauthApp } from '#lib/domain/oauth-apps/app-names.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'
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
  const [changes, catalogue, health, failing, app] = await Promise.all([
    listChanges(context, { entity: { kind: 'endpoint', id }, limit: 20 }),
    eventCatalogue(context, profile),
    endpointHealth(context, endpoint.id),
    listFailingEndpoints(context),
    endpoint.oauthAppId === null ? null : nameOauthApp(context, { id: endpoint.oauthAppId }),
  ])
  const permissions = [...context.actor.permissions]
  const view = viewOf(endpoint)
  return (
    <HydrationBoundary state={handOver([queryKeys.failingEndpoints(team), failing])}>
      <EndpointDetail
        team={team}
        id={id}
        initial={view}
        profile={profileView(profile)}
        catalogue={catalogue}
        permissions={permissions}
        standing={health.standing}
        actions={
          <>
            {permissions.includes('endpoint:test') ? (
              <SendTest
                team={team}
                endpointId={id}
                dialect={profile.dialect}
                catalogue={catalogue.map(({ type }) => type)}
              />
            ) : null}
            {/* where a team may have only one endpoint of the dialect, there is no room for a copy */}
            {permissions.includes('endpoint:create') && profile.perTeam !== 1 ? (
              <DuplicateLink team={team} endpointId={id} />
            ) : null}
          </>
        }
        aside={
          <>
            <LiveDeliveries team={team} endpointId={id} initial={health}>
              <EndpointDeliveries team={team} endpointId={id} health={health} />
            </LiveDeliveries>
            <EntityChanges
              team={team}
              of={{ kind: 'endpoint', id }}
              permissions={permissions}
              firstPage={{ ...changes, items: changes.items.map(changeView) }}
            />
            <EndpointFacts
              team={team}
              endpoint={view}
              profile={profile}
              app={app}
              leadsToApp={can(context.actor, 'oauth-app:manage')}
            />
          </>
        }
      />
    </HydrationBoundary>
  )
}
