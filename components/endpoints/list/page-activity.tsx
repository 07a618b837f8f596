'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StateDot } from '#components/ui/state-dot.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { EndpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { endpointActivityOptions } from '#lib/queries/endpoint-activity.ts'
import { stateOf } from '../standing-words.ts'
import { Sparkline } from './sparkline.tsx'
import { shareText } from './sparkline-words.ts'

const Activity = createContext<readonly EndpointActivity[] | undefined>(undefined)

type PageActivityProps = { team: string; ids: readonly string[]; children: ReactNode }

/** Reads how the endpoints of the page have been doing once they are shown. */
export function PageActivity({ team, ids, children }: PageActivityProps) {
  const { data } = useQuery(endpointActivityOptions(team, ids))
  return <Activity value={data}>{children}</Activity>
}

const useActivityOf = (id: string) => use(Activity)?.find(({ endpointId }) => endpointId === id)

/** What the list itself knows, until more is known. */
export function EndpointDot({ endpoint: { id, active, failing } }: { endpoint: EndpointSummary }) {
  const standing = useActivityOf(id)?.standing ?? (failing ? 'failing' : undefined)
  const { tone, label } = stateOf(active, standing)
  return <StateDot state={tone} label={label} />
}

/** The last day as bars, and the share of attempts that arrived. */
export function Success({ id }: { id: string }) {
  const activity = useActivityOf(id)
  const share = activity && shareText(activity)
  return (
    <span className="inline-flex h-5 w-26 items-center gap-2 whitespace-nowrap align-middle tabular-nums">
      {share ? (
        <>
          <Sparkline spans={activity.spans} />
          <span>{share}</span>
        </>
      ) : activity ? (
        <span className="text-faint">—</span>
      ) : null}
    </span>
  )
}

/** What came back last, and when. */
export function LastDelivery({ id }: { id: string }) {
  const activity = useActivityOf(id)
  const last = activity?.last
  return (
    <span className="inline-flex h-5 w-32 items-center gap-1.5 align-middle">
      {last ? (
        <>
          <Tag tone={last.succeeded ? 'ok' : activity.standing === 'failing' ? 'bad' : 'warn'}>
            {last.code ?? 'No answer'}
          </Tag>
          <RelativeTime at={last.at} className="text-faint" />
        </>
      ) : activity ? (
        <span className="text-faint">Never</span>
      ) : null}
    </span>
  )
}

/** Both in one line, where there is no room for columns. */
export function ActivityLine({ id }: { id: string }) {
  const activity = useActivityOf(id)
  const share = activity && shareText(activity)
  return (
    <span className="flex h-5 items-center gap-1.5 tabular-nums">
      {share ? (
        <>
          <Sparkline spans={activity.spans} />
          <span className="text-muted">{share}</span>
        </>
      ) : null}
      {activity?.last ? (
        <span>
          {share ? '· ' : null}
          {activity.last.code ?? 'No answer'} <RelativeTime at={activity.last.at} />
        </span>
      ) : activity ? (
        'Nothing sent yet'
      ) : null}
    </span>
  )
}
