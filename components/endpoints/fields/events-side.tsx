import { cn } from '#components/ui/cn.ts'
import { WILDCARD } from '#lib/domain/endpoints/fields.ts'

/** One side of a conflict about events: what it has, and what only it has in colour. */
export function EventsSide({ events, other }: { events: readonly string[]; other: readonly string[] }) {
  const shared = new Set(other)
  const only = events.filter((type) => !shared.has(type))
  const both = events.length - only.length
  return (
    <div>
      <p className="text-muted">
        {events.includes(WILDCARD)
          ? 'All events, current and future'
          : `${events.length} chosen${only.length > 0 && both > 0 ? `, ${only.length} of them only here` : ''}`}
      </p>
      <ul className="mt-1 max-h-40 overflow-y-auto">
        {only
          .filter((type) => type !== WILDCARD)
          .map((type) => (
            <li key={type}>
              <code className={cn('break-all', 'text-ok')}>{type}</code>
            </li>
          ))}
      </ul>
    </div>
  )
}
