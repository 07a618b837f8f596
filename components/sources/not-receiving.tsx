import { Banner } from '#components/feedback/banner.tsx'
import { receivesEvents } from '#lib/domain/sources/receiving.ts'

/** Says before anybody relies on a source that nothing arrives at it, for as long as that is so. */
export function NotReceiving({ className }: { className?: string }) {
  if (receivesEvents) return null
  return (
    <Banner tone="warn" {...(className && { className })}>
      This version of Patchbay does not receive events yet: a source’s URL refuses every request.
    </Banner>
  )
}
