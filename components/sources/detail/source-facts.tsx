import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import type { SourceView } from '#lib/domain/sources/view.ts'
import type { SigningScheme, Toolkit } from '#lib/domain/toolkits/toolkit.ts'

/** What cannot be edited here: whose events these are, how they are signed, and since when the source is there. */
export function SourceFacts({ source, toolkit }: { source: SourceView; toolkit: Toolkit }) {
  return (
    <section aria-labelledby="source-facts">
      <SectionHeader id="source-facts" title="Facts" />
      <dl className="mt-0.5 flex flex-col gap-2.5">
        <Fact term="Toolkit">
          {toolkit.label}
          <span className="block text-muted text-sm">{toolkit.summary}</span>
        </Fact>
        <Fact term="Signed by">{signingText(toolkit.signing)}</Fact>
        <Fact term="Created">
          <RelativeTime at={source.createdAt} />
        </Fact>
      </dl>
    </section>
  )
}

function signingText({ signature, timestamp }: SigningScheme): string {
  const { header } = signature
  const place = typeof header === 'string' ? `in ${header}` : 'in the header that you name'
  const replay = timestamp ? `, good for ${timestamp.toleranceSeconds / 60} minutes` : ', without a timestamp'
  return `HMAC-SHA256 ${place}${replay}`
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
