import Link from 'next/link'
import { cn } from '#components/ui/cn.ts'

export interface CatalogueTab {
  readonly dialect: string
  readonly label: string
}

/** The catalogues as tabs, each with an address of its own. */
export function CatalogueTabs({
  team,
  tabs,
  current,
}: {
  team: string
  tabs: readonly CatalogueTab[]
  current: string
}) {
  return (
    <nav aria-label="Catalogues" className="mt-4 overflow-x-auto overflow-y-hidden border-line border-b">
      <ul className="flex gap-4">
        {tabs.map(({ dialect, label }, at) => (
          <li key={dialect} className="flex-none">
            <Link
              href={`/${team}/events${at === 0 ? '' : `?catalogue=${dialect}`}`}
              aria-current={dialect === current ? 'page' : undefined}
              scroll={false}
              className={cn(
                'flex h-8 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-muted transition-colors duration-100 hover:text-text focus-visible:-outline-offset-2',
                dialect === current && 'border-text text-text',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
