'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import { FaultLine } from '#components/feedback/query-faults.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { StateDot } from '#components/ui/state-dot.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { EndpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { endpointActivityOptions } from '#lib/queries/endpoint-activity.ts'
import { stateOf } from '../standing-words.ts'
import { waitingText } from './count-words.ts'
import { Sparkline } from './sparkline.tsx'
import { shareText } from './sparkline-words.ts'

type PageActivityState = {
  items: readonly EndpointActivity[]
  /** what is not among them is on its way */
  awaited: boolean
}

const Activity = createContext<PageActivityState>({ items: [], awaited: true })

type PageActivityProps = { team: string; ids: readonly string[]; children: ReactNode }

/** Reads how the endpoints of the page have been doing once they are shown, and says when it cannot. */
export function PageActivity({ team, ids, children }: PageActivityProps) {
  const query = useQuery(endpointActivityOptions(team, ids))
  const { data: items = [], isPending, isPlaceholderData } = query
  return (
    <Activity value={{ items, awaited: isPending || isPlaceholderData }}>
      {query.isError ? <FaultLine query={query}>How they are doing could not be read.</FaultLine> : null}
      {children}
    </Activity>
  )
}

/** What there is to say of an endpoint; `null` when there is nothing, and nothing is awaited. */
function useActivityOf(id: string): EndpointActivity | 'awaited' | null {
  const { items, awaited } = use(Activity)
  return items.find(({ endpointId }) => endpointId === id) ?? (awaited ? 'awaited' : null)
}

type OfEndpoint = { endpoint: EndpointSummary }

/** What the list itself knows, until more is known; without a colour where that is nothing. */
export function EndpointDot({ endpoint: { id, active, failing } }: OfEndpoint) {
  const activity = useActivityOf(id)
  const known = activity && activity !== 'awaited' ? activity.standing : failing ? 'failing' : undefined
  const { tone, label } = stateOf(active, known ?? 'quiet')
  return <StateDot state={active && !known ? 'off' : tone} label={label} />
}

/** The last day as bars, and the share of attempts that arrived; of a paused one with a backlog, how much waits. */
export function Success({ endpoint: { id, active } }: OfEndpoint) {
  const activity = useActivityOf(id)
  if (activity === 'awaited') return <Skeleton className="my-1 w-20" />
  const waiting = activity && !active ? waitingText(activity) : null
  const share = activity && shareText(activity)
  return (
    <span className="inline-flex h-5 w-26 items-center gap-2 whitespace-nowrap align-middle tabular-nums">
      {waiting ? (
        <span className="text-muted">{waiting}</span>
      ) : activity && share ? (
        <>
          <Sparkline spans={activity.spans} />
          <span>{share}</span>
        </>
      ) : (
        <span className="text-faint">—</span>
      )}
    </span>
  )
}

/** What came back last, and when. */
export function LastDelivery({ id }: { id: string }) {
  const activity = useActivityOf(id)
  if (activity === 'awaited') return <Skeleton className="my-1 w-24" />
  const last = activity?.last
  return (
    <span className="inline-flex h-5 w-38 items-center gap-1.5 align-middle">
      {last ? (
        <>
          <Tag tone={last.succeeded ? 'ok' : activity.standing === 'failing' ? 'bad' : 'warn'}>
            {last.code ?? 'No answer'}
          </Tag>
          <RelativeTime at={last.at} className="truncate text-faint" />
        </>
      ) : (
        <span className="text-faint">{activity ? 'Never' : '—'}</span>
      )}
    </span>
  )
}

/** Both in one line, where there is no room for columns. */
export function ActivityLine({ endpoint: { id, active } }: OfEndpoint) {
  const activity = useActivityOf(id)
  return (
    <span className="flex h-5 items-center gap-1.5 tabular-nums">
      {activity === 'awaited' ? (
        <Skeleton className="w-32" />
      ) : activity ? (
        <ActivityParts activity={activity} active={active} />
      ) : (
        '—'
      )}
    </span>
  )
}

function ActivityParts({ activity, active }: { activity: EndpointActivity; active: boolean }) {
  const { last, spans } = activity
  const waiting = active ? null : waitingText(activity)
  const share = waiting ? null : shareText(activity)
  if (!waiting && !last) return 'Nothing sent yet'
  return (
    <>
      {share ? <Sparkline spans={spans} /> : null}
      {(waiting ?? share) ? <span className="text-muted">{waiting ?? share}</span> : null}
      {last ? (
        <span>
          {(waiting ?? share) ? '· ' : null}
          {last.code ?? 'No answer'} <RelativeTime at={last.at} />
        </span>
      ) : null}
    </>
  )
}
