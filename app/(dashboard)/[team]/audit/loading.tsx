import { AuditLogSkeleton } from '#components/changes/audit-log-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function AuditLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Audit log' }]}>
      <AuditLogSkeleton />
    </Page>
  )
}
