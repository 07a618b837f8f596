import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import type { SearchParams } from '#components/data-table/search-params.ts'
import type { Reachable } from '#components/inspector/inbox-fields.tsx'
import { Inspector } from '#components/inspector/inspector.tsx'
import { Page } from '#components/layout/page.tsx'
import { profiles } from '#lib/dialects/profile.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { listInboxes } from '#lib/domain/inspector/list-inboxes.ts'
import { listRequests } from '#lib/domain/inspector/list-requests.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { env } from '#lib/env.ts'
import { handOver } from '#lib/queries/hand-over.ts'
import { queryKeys } from '#lib/queries/keys.ts'

export const metadata: Metadata = { title: 'Inspector' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function InspectorPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const asked = await searchParams
  const inboxes = await listInboxes(context)
  const inbox = inboxes.find(({ id }) => id === asked.inbox) ?? inboxes[0]
  // a page of another inbox's list is none of this one's
  const cursor = typeof asked.cursor === 'string' && asked.inbox === inbox?.id ? asked.cursor : undefined
  const page =
    inbox &&
    (await listRequests(context, { inboxId: inbox.id, cursor }).catch((error: unknown) => {
      // a mistyped page link: the list from its beginning is what the reader wanted
      if (cursor && isDomainError(error) && error.code === 'invalid')
        redirect(`/${team.slug}/inspector?inbox=${inbox.id}`)
      throw error
    }))
  const entries = [
    [queryKeys.inboxes(team.slug), inboxes] as const,
    ...(page ? [[queryKeys.inboxRequests(team.slug, inbox.id, cursor), page] as const] : []),
  ]
  return (
    <Page width="wide" breadcrumb={[{ label: 'Inspector' }]}>
      <HydrationBoundary state={handOver(...entries)}>
        <Inspector
          team={team.slug}
          permissions={[...context.actor.permissions]}
          reachable={reachable(env().PATCHBAY_URL)}
          inboxId={inbox?.id}
          cursor={cursor}
        />
      </HydrationBoundary>
    </Page>
  )
}

function reachable(origin: string): Reachable {
  const { protocol } = new URL(origin)
  const takes = ({ fields }: DialectProfile) => fields.url.protocols.some((each) => each === protocol)
  return {
    origin,
    dialects: profiles.filter(takes).map(({ dialect, label }) => ({ dialect, label })),
    refused: profiles.filter((profile) => !takes(profile)).map(({ label }) => label),
  }
}
