import { Page } from '#components/layout/page.tsx'
import { FieldsSkeleton } from '#components/settings/fields-skeleton.tsx'

export default function SettingsLoading() {
  return (
    <Page breadcrumb={[{ label: 'Settings' }]}>
      <FieldsSkeleton />
    </Page>
  )
}
