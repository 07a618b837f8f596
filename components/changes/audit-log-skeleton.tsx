import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { auditLogDescription } from './change-words.ts'

const rows = Array.from({ length: 8 }, (_, at) => at)

/** The audit log before its rows. */
export function AuditLogSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Audit log" description={auditLogDescription} />
      <div className="mt-4 flex gap-2">
        <Skeleton className="h-8 w-14 rounded" />
        <Skeleton className="h-8 w-16 rounded" />
      </div>
      <div className="mt-4 border-line border-t">
        {rows.map((row) => (
          <div key={row} className="flex flex-col gap-2 border-line border-b px-2 py-3.5">
            <Skeleton className="w-64 max-w-full" />
            <Skeleton className="w-96 max-w-[80%]" />
          </div>
        ))}
      </div>
    </div>
  )
}
