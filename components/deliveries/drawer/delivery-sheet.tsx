'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError } from '#components/feedback/query-faults.tsx'
import { Code } from '#components/ui/code.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Sheet, SheetContent } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import type { DeliveryInspection } from '#lib/domain/deliveries/inspect-delivery.ts'
import { attemptOptions, deliveryOptions } from '#lib/queries/deliveries.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { stateLabel, stateTone } from '../delivery-words.ts'
import { explain } from '../explain.ts'
import { AttemptTimeline } from './attempt-timeline.tsx'
import { Body, Exchange } from './exchange.tsx'
import { SheetActions } from './sheet-actions.tsx'

type DeliverySheetProps = {
  team: string
  id: string
  permissions: readonly Permission[]
  /** leads to another delivery */
  onOpen: (id: string) => void
  onClose: () => void
}

/** One delivery: what was sent, what came back, and what comes next. Follows it while it is open. */
export function DeliverySheet({ team, id, permissions, onOpen, onClose }: DeliverySheetProps) {
  const query = useQuery(deliveryOptions(team, id))
  const { data } = query
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent
        title={data ? <code className="break-all text-base">{data.delivery.eventType}</code> : 'Delivery'}
        width="l"
        footer={
          data ? (
            <SheetActions
              key={id}
              team={team}
              inspection={data}
              permissions={permissions}
              onReplayed={onOpen}
            />
          ) : undefined
        }
      >
        {data ? (
          <Inspection team={team} inspection={data} />
        ) : query.error instanceof ActionError && query.error.code === 'not_found' ? (
          <EmptyState
            title="There is no such delivery"
            description="It may be older than what your team keeps."
          />
        ) : query.error ? (
          <QueryError query={query} />
        ) : (
          <Loading />
        )}
      </SheetContent>
    </Sheet>
  )
}

function Inspection({ team, inspection }: { team: string; inspection: DeliveryInspection }) {
  const { delivery, message, attempts, last } = inspection
  const [picked, setPicked] = useState<string>()
  const chosen = picked ?? last?.id
  const older = useQuery({
    ...attemptOptions(team, delivery.id, chosen ?? ''),
    enabled: chosen !== undefined && chosen !== last?.id,
  })
  const shown = chosen === last?.id ? last : older.data
  const summary = attempts.find(({ id }) => id === chosen)
  const explanation = summary && explain(summary)
  return (
    <div className="flex flex-col gap-5">
      <Facts team={team} inspection={inspection} />
      {attempts.length > 0 || delivery.state === 'held' || delivery.state === 'pending' ? (
        <AttemptTimeline delivery={delivery} attempts={attempts} chosen={chosen} onChoose={setPicked} />
      ) : (
        <p className="text-muted">It was cancelled before it was sent.</p>
      )}
      {explanation ? (
        <Banner tone="warn" title={explanation.what}>
          {explanation.hint}
        </Banner>
      ) : null}
      {shown ? <Exchange key={shown.id} attempt={shown} /> : null}
      {chosen !== undefined && !shown ? (
        older.error ? (
          <QueryError query={older} />
        ) : (
          <Skeleton className="h-40 rounded-lg" />
        )
      ) : null}
      {message?.payload != null ? <Body label="Data of the message" text={message.payload} /> : null}
    </div>
  )
}

function Facts({
  team,
  inspection: { delivery, message },
}: {
  team: string
  inspection: DeliveryInspection
}) {
  const { endpointName, endpointId, id, messageId, createdAt, finishedAt, manual } = delivery
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact term="State">
        <Tag tone={stateTone(delivery)} dot>
          {stateLabel(delivery)}
        </Tag>
        {manual ? <Tag className="ml-2">Sent by hand</Tag> : null}
      </Fact>
      <Fact term="Endpoint">
        {endpointName === null ? (
          <span className="text-faint">Deleted</span>
        ) : (
          <Link
            href={`/${team}/endpoints/${endpointId}`}
            prefetch={false}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {endpointName}
          </Link>
        )}
      </Fact>
      <Fact term="Delivery ID">
        <Code copy={id} copyLabel="delivery ID">
          {id}
        </Code>
      </Fact>
      <Fact term="Message ID">
        <Code copy={messageId} copyLabel="message ID">
          {messageId}
        </Code>
      </Fact>
      {message?.externalId ? (
        <Fact term="Publisher’s ID">
          <Code copy={message.externalId} copyLabel="publisher’s ID">
            {message.externalId}
          </Code>
        </Fact>
      ) : null}
      <Fact term="Created">
        <RelativeTime at={createdAt} />
      </Fact>
      {finishedAt ? (
        <Fact term="Finished">
          <RelativeTime at={finishedAt} />
        </Fact>
      ) : null}
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-faint">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-4">
      <Skeleton className="w-32" />
      <Skeleton className="w-64" />
      <Skeleton className="w-72" />
      <Skeleton className="h-40 rounded-lg" />
    </div>
  )
}
