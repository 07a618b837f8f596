import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'

export type PageTab = { href: string; label: string }

/** Pages that belong together, as tabs under the title, each with an address of its own. */
export function PageTabs({
  label,
  tabs,
  current,
}: {
  /** What they are parts of, for screen readers. */
  label: string
  tabs: readonly PageTab[]
  /** the address of the one that is shown */
  current: string
}) {
  return (
    <nav aria-label={label} className="fade-end mt-4 overflow-x-auto overflow-y-hidden border-line border-b">
      <ul className="flex gap-4">
        {tabs.map((tab) => (
          <li key={tab.href} className="flex-none">
            <Link
              href={tab.href}
              aria-current={tab.href === current ? 'page' : undefined}
              scroll={false}
              className={cn(
                'flex h-8 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-muted transition-colors duration-100 hover:text-text focus-visible:-outline-offset-2',
                tab.href === current && 'border-text text-text',
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
