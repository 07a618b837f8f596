import { cn } from '#components/ui/cn.ts'
import { Link } from '#components/ui/link.tsx'
import { toolkits } from '#lib/domain/toolkits/toolkits.ts'

/** The providers that a source can be of; each leads to the form for its app. */
export function ToolkitGallery({ team, className }: { team: string; className?: string }) {
  return (
    <ul aria-label="Toolkits" className={cn('grid gap-3 sm:grid-cols-2', className)}>
      {toolkits.map(({ slug, label, summary }) => (
        <li key={slug} className="min-w-0">
          <Link
            href={`/${team}/sources/new?toolkit=${slug}`}
            className="flex h-full min-w-0 flex-col rounded-lg border border-line p-3 transition-colors duration-100 hover:border-line-strong hover:bg-sunken"
          >
            <span className="font-medium">{label}</span>
            <span className="text-faint text-sm">{summary}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
