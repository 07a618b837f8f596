'use client'

import { Banner } from '#components/feedback/banner.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { exactTimeText } from '#components/ui/relative-time-text.ts'
import type { FailingEndpoint } from '#lib/domain/failing-endpoints/list.ts'
import { lastFailureText } from './failing-words.ts'

/** Since when it fails, with what, and what comes of it. */
export function FailingNotice({ trouble }: { trouble: FailingEndpoint }) {
  if (trouble.gone) {
    return (
      <Banner tone="warn" className="mt-4" title="Patchbay paused this endpoint">
        Its receiver answered 410 Gone <RelativeTime at={trouble.since} />: nobody listens there any more. Its
        deliveries wait until it is resumed.
      </Banner>
    )
  }
  return (
    <Banner
      tone="warn"
      className="mt-4"
      title={trouble.pausedAt === null ? 'Every delivery fails' : 'Patchbay paused this endpoint'}
    >
      Nothing has arrived since the first failure <RelativeTime at={trouble.since} />.{' '}
      {lastFailureText(trouble)}{' '}
      {trouble.pausesAt === null
        ? 'Its deliveries wait until it is resumed.'
        : `If that goes on, Patchbay pauses it from ${exactTimeText(Date.parse(trouble.pausesAt))} on.`}
    </Banner>
  )
}
