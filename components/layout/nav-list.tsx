'use client'

import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'

export type NavItem = {
  href: string
  label: string
  /** A number that wants attention, and what it counts: `{ text: '2', label: '2 endpoints are failing' }`. */
  badge?: { text: string; label: string } | undefined
  /** Only this very page is this item, not the pages under it. */
  exact?: boolean
}

export type NavGroup = { label: string; items: NavItem[] }

function isCurrent(pathname: string, item: NavItem): boolean {
  return pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
}

/** The links of the sidebar, in groups with a hairline between them. */
export function NavList({ groups }: { groups: readonly NavGroup[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="flex flex-col">
      {groups.map((group, at) => (
        <ul key={group.label} aria-label={group.label} className="flex flex-col gap-0.5">
          {at > 0 ? <li aria-hidden="true" className="mx-2 my-2 border-line border-t" /> : null}
          {group.items.map((item) => {
            const current = isCurrent(pathname, item)
            return (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={current ? 'page' : undefined}
                  className={cn(
                    'flex justify-between gap-2 rounded px-2 py-[5px] text-muted transition-colors duration-100 hover:text-text',
                    current && 'bg-sunken font-medium text-text',
                  )}
                >
                  {item.label}
                  {item.badge ? (
                    <span className="font-medium text-bad tabular-nums">
                      <span aria-hidden="true">{item.badge.text}</span>
                      <span className="sr-only">, {item.badge.label}</span>
                    </span>
                  ) : null}
                </Link>
              </li>
            )
          })}
        </ul>
      ))}
    </nav>
  )
}
