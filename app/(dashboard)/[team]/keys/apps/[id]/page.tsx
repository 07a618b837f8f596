import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { EntityChanges } from '#components/changes/entity-changes.tsx'
import { AppDetail } from '#components/oauth-apps/app-detail.tsx'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { AppsForbidden } from '../apps-forbidden.tsx'
import { findApp } from './find-app.ts'

type Props = { params: Promise<{ team: string; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params
  return { title: (await findApp(team, id))?.name ?? 'OAuth apps' }
}

export default async function OauthAppPage({ params }: Props) {
  const { team, id } = await params
  const app = await findApp(team, id)
  if (app === null) return <AppsForbidden team={team} />
  const { context } = await teamPage(team)
  const of = { kind: 'oauth_app', id: app.id } as const
  const changes = await listChanges(context, { entity: of, limit: 20 })
  const permissions = [...context.actor.permissions]
  return (
    <AppDetail
      team={team}
      initial={app}
      permissions={permissions}
      history={
        <EntityChanges
          team={team}
          of={of}
          permissions={permissions}
          firstPage={{ ...changes, items: changes.items.map(changeView) }}
        />
      }
    />
  )
}
