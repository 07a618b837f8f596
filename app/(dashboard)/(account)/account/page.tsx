import type { Metadata } from 'next'
import { AccountSettings } from '#components/account/account-settings.tsx'
import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { accountPage } from '../../session.ts'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { user } = await accountPage('/account')
  return (
    <Page breadcrumb={[{ label: 'Account' }]}>
      <PageHeader title="Account" />
      <AccountSettings name={user.name} email={user.email} />
    </Page>
  )
}
