import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { teamPage } from '#app/(dashboard)/session.ts'
import { CreateEndpoint } from '#components/endpoints/create/create-endpoint.tsx'
import type { DuplicateSource } from '#components/endpoints/create/duplicate-source.ts'
import { ForbiddenView } from '#components/feedback/forbidden-view.tsx'
import { Page } from '#components/layout/page.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { profileOf, profiles } from '#lib/dialects/profile.ts'
import { can, leastRole } from '#lib/domain/authz/permissions.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import { eventCatalogue } from '#lib/domain/event-types/catalogue.ts'
import { choosableOauthApps } from '#lib/domain/oauth-apps/app-names.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { handOver } from '#lib/queries/hand-over.ts'

export const metadata: Metadata = { title: 'New endpoint' }

type Asked = Partial<Record<'from' | 'dialect' | 'url', string | string[]>>

type Props = { params: Promise<{ team: string }>; searchParams: Promise<Asked> }

const ownCatalogues = profiles.filter(({ catalogue }) => catalogue.kind === 'team')

export default async function NewEndpointPage({ params, searchParams }: Props) {
  const { team, context } = await teamPage((await params).team)
  const { from, dialect, url } = await searchParams
  const list = `/${team.slug}/endpoints`
  const breadcrumb = [{ label: 'Endpoints', href: list }, { label: 'New endpoint' }]
  if (!can(context.actor, 'endpoint:create'))
    return (
      <Page breadcrumb={breadcrumb}>
        <ForbiddenView
          description={`Adding endpoints needs the role ${leastRole('endpoint:create')} or above. An admin or owner of the team can change yours.`}
          action={<ButtonLink href={list}>Go to the endpoints</ButtonLink>}
        />
      </Page>
    )
  const [full, source, apps, catalogues] = await Promise.all([
    fullDialects(context),
    typeof from === 'string' ? duplicateSource(context, from) : undefined,
    choosableOauthApps(context),
    Promise.all(
      ownCatalogues.map(
        async (profile) =>
          [
            eventCatalogueOptions(team.slug, profile.dialect).queryKey,
            await eventCatalogue(context, profile),
          ] as const,
      ),
    ),
  ])
  return (
    <Page breadcrumb={breadcrumb}>
      <HydrationBoundary state={handOver(...catalogues)}>
        <CreateEndpoint
          key={source?.endpoint.id}
          team={team.slug}
          dialects={profiles.map(({ dialect, label, summary }) => ({
            dialect,
            label,
            summary,
            full: full.includes(dialect),
          }))}
          from={source}
          asked={{ dialect: textOf(dialect), url: textOf(url) }}
          apps={apps}
        />
      </HydrationBoundary>
    </Page>
  )
}

const textOf = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '')

/** The dialects of which the team has all that it may have. */
async function fullDialects(context: Context): Promise<string[]> {
  const limited = profiles.filter((profile) => profile.perTeam !== null)
  const isFull = async ({ dialect, perTeam }: DialectProfile) => {
    const { count } = await listEndpoints(context, { dialects: [dialect], limit: 1 })
    return perTeam !== null && count >= perTeam
  }
  const answers = await Promise.all(limited.map(isFull))
  return limited.filter((_, at) => answers[at]).map(({ dialect }) => dialect)
}

/** What is to be copied, or null when it is not there. */
async function duplicateSource(context: Context, id: string): Promise<DuplicateSource | null> {
  try {
    const endpoint = await getEndpoint(context, id)
    const profile = profileOf(endpoint.dialect)
    return profile ? { endpoint: viewOf(endpoint), catalogue: await eventCatalogue(context, profile) } : null
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return null
    throw error
  }
}
