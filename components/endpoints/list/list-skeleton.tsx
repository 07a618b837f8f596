'use client'

import { DataTable } from '#components/data-table/data-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { endpointColumns } from './columns.tsx'

const columns = endpointColumns('', true)
const noRows: EndpointSummary[] = []

/** The endpoints list before its rows. */
export function EndpointListSkeleton() {
  return (
    <>
      <PageHeader title="Endpoints" />
      <div aria-hidden="true" className="mt-4 flex flex-wrap gap-2">
        <Skeleton className="h-8 min-w-44 flex-1 rounded max-sm:basis-full" />
        <Skeleton className="h-8 w-16 rounded" />
        <Skeleton className="h-8 w-18 rounded" />
        <Skeleton className="h-8 w-16 rounded" />
        <Skeleton className="h-8 w-26 rounded" />
      </div>
      <DataTable
        className="mt-4"
        label="Endpoints"
        columns={columns}
        rows={noRows}
        rowId={(endpoint) => endpoint.id}
        rowLabel={(endpoint) => endpoint.name}
        loading
        empty={null}
      />
    </>
  )
}
