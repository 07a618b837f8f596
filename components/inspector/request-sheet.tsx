'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError } from '#components/feedback/query-faults.tsx'
import { CodeBlock } from '#components/ui/code.tsx'
import { Link } from '#components/ui/link.tsx'
import { prettyJson } from '#components/ui/pretty-json.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Sheet, SheetContent } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestView } from '#lib/domain/inspector/inbox.ts'
import { requestOptions } from '#lib/queries/inspector.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { bytesText, verdictLabel, verdictText } from './verdict-words.ts'

const bannerTone = { ok: 'ok', warn: 'warn', bad: 'bad', neutral: 'neutral' } as const

/** One request that came to an inbox: what of its signature is right, its headers and its body. */
export function RequestSheet({ team, id, onClose }: { team: string; id: string; onClose: () => void }) {
  const query = useQuery(requestOptions(team, id))
  const { data } = query
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent
        title={
          data ? (
            <code className="break-all text-base">
              {data.method} {data.path || '/'}
            </code>
          ) : (
            'Request'
          )
        }
        width="l"
      >
        {data ? (
          <Inspection team={team} request={data} />
        ) : query.error instanceof ActionError && query.error.code === 'not_found' ? (
          <EmptyState
            title="There is no such request"
            description="An inbox keeps the last 200, for a day. It may have been cleared, too."
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

function Inspection({ team, request }: { team: string; request: RequestView }) {
  const { text, tone } = verdictLabel(request)
  return (
    <div className="flex flex-col gap-5">
      <Banner tone={bannerTone[tone]} title={text}>
        {verdictText(request)}
      </Banner>
      <Facts team={team} request={request} />
      <section aria-label="Headers">
        <h3 className="mb-1.5 text-muted text-sm">Headers</h3>
        <dl className="grid grid-cols-[minmax(90px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
          {request.headers.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="min-w-0 break-words text-muted">
                <code>{name}</code>
              </dt>
              <dd className="min-w-0 break-all">
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div>
        <h3 className="mb-1.5 text-muted text-sm">
          {request.bodyBytes === 0 ? 'Empty body' : `Body, ${bytesText(request.bodyBytes)}`}
          {request.bodyIsCut ? '; only its beginning was kept' : null}
        </h3>
        {request.body === '' ? null : <CodeBlock label="Body" code={prettyJson(request.body)} />}
      </div>
    </div>
  )
}

function Facts({ team, request }: { team: string; request: RequestView }) {
  const { endpoint, signedAt } = request
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact term="Received">
        <RelativeTime at={request.receivedAt} />
      </Fact>
      {signedAt ? (
        <Fact term="Signed">
          <RelativeTime at={signedAt} />
        </Fact>
      ) : null}
      {endpoint ? (
        <Fact term="Checked against">
          {endpoint.name === null ? (
            <span className="text-faint">Deleted endpoint</span>
          ) : (
            <Link
              href={`/${team}/endpoints/${endpoint.id}`}
              prefetch={false}
              className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              {endpoint.name}
            </Link>
          )}
        </Fact>
      ) : null}
      <Fact term="Answered">{request.answerStatus}</Fact>
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
      <Skeleton className="h-14 rounded-lg" />
      <Skeleton className="w-64" />
      <Skeleton className="w-72" />
      <Skeleton className="h-40 rounded-lg" />
    </div>
  )
}
