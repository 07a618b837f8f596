import { KeyListSkeleton } from '#components/api-keys/key-list-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function ApiKeysLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'API keys' }]}>
      <KeyListSkeleton />
    </Page>
  )
}
