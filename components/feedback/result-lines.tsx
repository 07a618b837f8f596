import type { ReactNode } from 'react'

export const resultLineClass = 'flex flex-wrap gap-x-3 px-2.5 py-1.5'

/** Some of what a change of many is about, under a heading; `more` are not shown. */
export function ResultLines({
  label,
  more = 0,
  children,
}: {
  label: string
  more?: number
  children: ReactNode
}) {
  return (
    <section aria-label={label}>
      <h3 className="mb-1 font-medium text-sm">{label}</h3>
      <ul className="divide-y divide-line rounded-lg border border-line">{children}</ul>
      {more > 0 ? <p className="mt-1 text-faint text-sm">and {more.toLocaleString('en-US')} more</p> : null}
    </section>
  )
}
