import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'

export type Crumb = { label: string; href?: string }

type PageProps = {
  /** From the section to this page; the last one is where the reader is. */
  breadcrumb: readonly Crumb[]
  /** Lists may use wide screens; reading may not. */
  width?: 'page' | 'wide'
  className?: string
  children: ReactNode
}

/** What stands in an `AppShell`: the breadcrumb, laid into its top bar, and the content. */
export function Page({ breadcrumb, width = 'page', className, children }: PageProps) {
  return (
    <>
      <nav
        aria-label="Breadcrumb"
        className={cn(
          'pointer-events-none sticky top-0 z-30 col-start-2 row-span-2 row-start-1 flex h-12 min-w-0 items-center self-start pr-72 pl-6',
          'max-md:col-start-1 max-md:pr-32 max-md:pl-14',
        )}
      >
        <ol className="pointer-events-auto flex min-w-0 items-center gap-2 text-muted">
          {breadcrumb.map((crumb, at) => {
            const last = at === breadcrumb.length - 1
            return (
              <li
                key={`${crumb.label} ${crumb.href}`}
                className={cn(
                  'flex min-w-0 items-center gap-2',
                  last ? 'shrink text-text' : 'flex-none max-md:hidden',
                )}
              >
                {at > 0 ? (
                  <span aria-hidden="true" className="text-faint max-md:hidden">
                    /
                  </span>
                ) : null}
                {crumb.href && !last ? (
                  <Link href={crumb.href} className="-mx-1 rounded-sm px-1 py-0.5 hover:text-text">
                    {crumb.label}
                  </Link>
                ) : (
                  <span aria-current={last ? 'page' : undefined} className="truncate">
                    {crumb.label}
                  </span>
                )}
              </li>
            )
          })}
        </ol>
      </nav>
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          'col-start-2 row-start-2 w-full min-w-0 p-6 pb-16 max-md:col-start-1 max-md:p-4 max-md:pb-16',
          width === 'wide' ? 'max-w-wide' : 'max-w-page',
          className,
        )}
      >
        {children}
      </main>
    </>
  )
}
