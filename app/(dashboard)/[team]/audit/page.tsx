import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { teamPage } from '#app/(dashboard)/session.ts'
import { AuditLog } from '#components/changes/audit-log.tsx'
import { auditSearch, readAuditQuery } from '#components/changes/audit-query.ts'
import { Page } from '#components/layout/page.tsx'
import { listChanges } from '#lib/domain/audit/list.ts'
import { changeView } from '#lib/domain/audit/view.ts'
import { listMembers } from '#lib/domain/members/list-members.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { auditLogOptions } from '#lib/queries/changes.ts'
import { handOver } from '#lib/queries/hand-over.ts'

export const metadata: Metadata = { title: 'Audit log' }

type Props = {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const query = readAuditQuery(await searchParams)
  const { entityKind, actorId, cursor } = query
  const [page, members] = await Promise.all([
    listChanges(context, {
      ...(entityKind ? { entityKind } : {}),
      ...(actorId ? { actorId } : {}),
      ...(cursor ? { cursor } : {}),
    }).catch((error: unknown) => {
      // a mistyped page link: the log from its beginning is what the reader wanted
      if (cursor && isDomainError(error) && error.code === 'invalid')
        redirect(`/${team.slug}/audit${auditSearch({ ...query, cursor: undefined })}`)
      throw error
    }),
    listMembers(context),
  ])
  const changes = { ...page, items: page.items.map(changeView) }
  return (
    <Page width="wide" breadcrumb={[{ label: 'Audit log' }]}>
      <HydrationBoundary state={handOver([auditLogOptions(team.slug, query).queryKey, changes])}>
        <AuditLog
          team={team.slug}
          permissions={[...context.actor.permissions]}
          query={query}
          actors={members.map(({ userId, name }) => ({ id: userId, name }))}
        />
      </HydrationBoundary>
    </Page>
  )
}
