import type { Metadata } from 'next'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { NewTeamForm } from '#components/team/new-team-form.tsx'
import { listTeams } from '#lib/domain/teams/list-teams.ts'
import { accountPage } from '../../session.ts'

export const metadata: Metadata = { title: 'New team' }

export default async function NewTeamPage() {
  const { context } = await accountPage('/new')
  const isFirst = (await listTeams(context)).length === 0
  return (
    <Page breadcrumb={[{ label: 'New team' }]}>
      <PageHeader
        title={isFirst ? 'Create your first team' : 'New team'}
        description="A team has its own endpoints, members and audit log. You will be its owner."
      />
      <NewTeamForm />
    </Page>
  )
}
