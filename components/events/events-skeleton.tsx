'use client'

import { DataTable } from '#components/data-table/data-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type EventTypeRow, ownColumns } from './own-columns.tsx'

const noRows: EventTypeRow[] = []

/** The events page before its catalogue. */
export function EventsSkeleton() {
  return (
    <>
      <PageHeader title="Events" />
      <div aria-hidden="true" className="mt-4 flex h-[33px] items-center gap-4 border-line border-b">
        <Skeleton className="w-16" />
        <Skeleton className="w-16" />
        <Skeleton className="w-24" />
        <Skeleton className="w-12" />
      </div>
      <Skeleton className="mt-4 h-8 w-72 max-w-full" />
      <Skeleton className="mt-4 h-8 rounded" />
      <DataTable
        className="mt-4"
        label="Event types"
        columns={ownColumns}
        rows={noRows}
        rowId={(type) => type.name}
        rowLabel={(type) => type.name}
        loading
        empty={null}
      />
    </>
  )
}
