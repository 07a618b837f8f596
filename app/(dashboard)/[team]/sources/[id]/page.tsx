import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { EntityChanges } from '#components/changes/entity-changes.tsx'
import { SourceDetail } from '#components/sources/detail/source-detail.tsx'
import { SourceFacts } from '#components/sources/detail/source-facts.tsx'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { sourceView } from '#lib/domain/sources/view.ts'
import { toolkitOf } from '#lib/domain/toolkits/toolkits.ts'
import { env } from '#lib/env.ts'
import { findSource } from './find-source.ts'

type Props = { params: Promise<{ team: string; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params
  return { title: (await findSource(team, id)).clientId }
}

export default async function SourcePage({ params }: Props) {
  const { team, id } = await params
  const { context } = await teamPage(team)
  const source = sourceView(await findSource(team, id))
  const toolkit = toolkitOf(source.toolkit)
  const of = { kind: 'source', id: source.id } as const
  const changes = await listChanges(context, { entity: of, limit: 20 })
  const permissions = [...context.actor.permissions]
  return (
    <SourceDetail
      team={team}
      origin={env().PATCHBAY_URL}
      initial={source}
      urlHint={toolkit.urlHint}
      permissions={permissions}
      aside={
        <>
          <EntityChanges
            team={team}
            of={of}
            permissions={permissions}
            firstPage={{ ...changes, items: changes.items.map(changeView) }}
          />
          <SourceFacts source={source} toolkit={toolkit} />
        </>
      }
    />
  )
}
