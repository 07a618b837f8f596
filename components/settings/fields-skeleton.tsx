import { Skeleton } from '#components/ui/skeleton.tsx'

const fields = ['a', 'b', 'c', 'd']

/** A page of fields before its data. */
export function FieldsSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <div className="flex h-8 items-center">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="mt-5 max-w-[760px]">
        {fields.map((key) => (
          <div
            key={key}
            className="grid grid-cols-[minmax(0,1fr)_40px] gap-4 border-line border-t py-[18px] first:border-t-0 sm:grid-cols-[150px_minmax(0,1fr)_40px]"
          >
            <Skeleton className="w-20" />
            <Skeleton className="w-1/2 max-sm:col-start-1 max-sm:row-start-2" />
          </div>
        ))}
      </div>
    </div>
  )
}
