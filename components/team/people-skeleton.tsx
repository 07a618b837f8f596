import { Skeleton } from '#components/ui/skeleton.tsx'

const rows = ['a', 'b', 'c', 'd', 'e']

/** The members before their data. */
export function PeopleSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <div className="flex h-8 items-center">
        <Skeleton className="h-5 w-24" />
      </div>
      <div className="mt-4 h-8 border-line border-b max-md:hidden" />
      {rows.map((key) => (
        <div key={key} className="flex h-[59px] items-center gap-3 border-line border-b">
          <Skeleton className="size-8 rounded-full" />
          <span className="flex-1">
            <Skeleton className="w-32" />
            <Skeleton className="mt-2.5 w-48 max-w-[50vw]" />
          </span>
          <Skeleton className="h-6.5 w-32 rounded max-md:hidden" />
        </div>
      ))}
    </div>
  )
}
