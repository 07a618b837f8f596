'use client'

import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { Link } from '#components/ui/link.tsx'
import type { FailingEndpoint } from '#lib/domain/failing-endpoints/list.ts'
import { failingEndpointsOptions } from '#lib/queries/endpoints.ts'
import { splitNames, troubleText } from './failing-words.ts'

/** So many are named; the others are counted. */
const MOST_NAMES = 5

/** Above the list: the endpoints that somebody should look after, by what is wrong with them. */
export function FailingList({ team }: { team: string }) {
  const { data = [] } = useQuery(failingEndpointsOptions(team))
  if (data.length === 0) return null
  return (
    <Banner tone="warn" className="mt-4">
      <Named team={team} kind="failing" endpoints={data.filter(({ pausedAt }) => pausedAt === null)} />
      <Named team={team} kind="paused" endpoints={data.filter(({ pausedAt }) => pausedAt !== null)} />
    </Banner>
  )
}

type NamedProps = { team: string; kind: 'failing' | 'paused'; endpoints: readonly FailingEndpoint[] }

function Named({ team, kind, endpoints }: NamedProps) {
  if (endpoints.length === 0) return null
  const { shown, rest } = splitNames(endpoints, MOST_NAMES)
  return (
    <p>
      <span className="font-medium">{troubleText(kind, endpoints.length)}:</span>{' '}
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
      {rest > 0 ? ` and ${rest} more` : null}.
    </p>
  )
}
