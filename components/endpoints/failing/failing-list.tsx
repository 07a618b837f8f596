'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Fragment } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { failingEndpointsOptions } from '#lib/queries/endpoints.ts'
import { splitNames, troublesTitle } from './failing-words.ts'

/** So many are named; the others are counted. */
const MOST_NAMES = 5

/** Above the list: the endpoints that somebody should look after. */
export function FailingList({ team }: { team: string }) {
  const { data = [] } = useQuery(failingEndpointsOptions(team))
  if (data.length === 0) return null
  const paused = data.filter(({ pausedAt }) => pausedAt !== null).length
  const { shown, rest } = splitNames(data, MOST_NAMES)
  return (
    <Banner tone="warn" className="mt-4" title={troublesTitle(data.length - paused, paused)}>
      {shown.map(({ endpointId, name }, place) => (
        <Fragment key={endpointId}>
          {place > 0 ? ', ' : null}
          <Link
            href={`/${team}/endpoints/${endpointId}`}
            prefetch={false}
            className="break-words underline underline-offset-2"
          >
            {name}
          </Link>
        </Fragment>
      ))}
      {rest > 0 ? ` and ${rest} more` : null}
    </Banner>
  )
}
