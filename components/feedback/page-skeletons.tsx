import { Skeleton } from '#components/ui/skeleton.tsx'

/** A page of fields before its data: title, rows of label and value, the column beside them. */
export function DetailSkeleton({ fields = 6 }: { fields?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <div className="flex h-8 items-center gap-2">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-5 w-20" />
      </div>
      <Skeleton className="mt-2 w-64 max-w-full" />
      <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div>
          {Array.from({ length: fields }, (_, key) => key).map((key) => (
            <div
              key={key}
              className="grid grid-cols-[minmax(0,1fr)_40px] gap-4 border-line border-t py-[18px] first:border-t-0 sm:grid-cols-[150px_minmax(0,1fr)_40px]"
            >
              <Skeleton className="w-24 max-sm:col-start-1 max-sm:row-start-1" />
              <Skeleton className="w-2/3 max-sm:col-start-1 max-sm:row-start-2" />
              <Skeleton className="max-sm:col-start-2 max-sm:row-start-1" />
            </div>
          ))}
        </div>
        <div className="flex flex-col gap-4 max-lg:hidden">
          <Skeleton className="w-24" />
          <Skeleton className="h-14" />
          <Skeleton className="w-20" />
          <Skeleton className="h-24" />
        </div>
      </div>
    </div>
  )
}
