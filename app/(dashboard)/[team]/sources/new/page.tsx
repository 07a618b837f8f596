import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { firstParam, type SearchParams } from '#components/data-table/search-params.ts'
import { ForbiddenView } from '#components/feedback/forbidden-view.tsx'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { CreateForm } from '#components/sources/create/create-form.tsx'
import { ToolkitGallery } from '#components/sources/create/toolkit-gallery.tsx'
import { NotReceiving } from '#components/sources/not-receiving.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { can } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { findToolkit } from '#lib/domain/toolkits/toolkits.ts'

export const metadata: Metadata = { title: 'New source' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function NewSourcePage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const list = `/${team.slug}/sources`
  const breadcrumb = [{ label: 'Sources', href: list }, { label: 'New source' }]
  if (!can(context.actor, 'source:create'))
    return (
      <Page breadcrumb={breadcrumb}>
        <ForbiddenView
          description={`${roleNeeded('Adding sources', 'source:create')} An admin or owner of the team can change yours.`}
          action={<ButtonLink href={list}>Go to the sources</ButtonLink>}
        />
      </Page>
    )
  const toolkit = findToolkit(firstParam((await searchParams).toolkit) ?? '')
  if (!toolkit)
    return (
      <Page breadcrumb={breadcrumb}>
        <PageHeader title="New source" description="Choose where the events come from." />
        <NotReceiving className="mt-4 max-w-[760px]" />
        <ToolkitGallery team={team.slug} className="mt-5 max-w-[760px]" />
      </Page>
    )
  const { slug, label, summary, clientIdHint } = toolkit
  return (
    <Page breadcrumb={breadcrumb}>
      <PageHeader title={`New ${label} source`} description={summary} />
      <NotReceiving className="mt-4 max-w-[520px]" />
      <CreateForm key={slug} team={team.slug} toolkit={{ slug, label, clientIdHint }} />
    </Page>
  )
}
