import type { ReactNode } from 'react'
import { Code } from '#components/ui/code.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import type { OauthAppName } from '#lib/domain/oauth-apps/app-names.ts'
import { attemptsText, delaysText, durationText } from './delivery-words.ts'
import { LastChange } from './last-change.tsx'

/** What cannot be edited here: identity, age, and how the dialect delivers. */
export function EndpointFacts({
  team,
  endpoint,
  profile,
  app,
  leadsToApp,
}: {
  team: string
  endpoint: EndpointView
  profile: DialectProfile
  /** whose it is at the dialect's API */
  app: OauthAppName | null
  /** the reader may see the app's page */
  leadsToApp: boolean
}) {
  const { delivery } = profile
  return (
    <section aria-labelledby="endpoint-facts">
      <SectionHeader id="endpoint-facts" title="Facts" />
      <dl className="mt-0.5 flex flex-col gap-2.5">
        <Fact term="ID">
          <Code copy={endpoint.publicId} copyLabel="ID">
            {endpoint.publicId}
          </Code>
        </Fact>
        <Fact term="Dialect">
          {profile.label}
          <Quiet>{profile.summary}</Quiet>
        </Fact>
        {app !== null || profile.ofApps ? (
          <Fact term="OAuth app">
            {app === null ? (
              'None'
            ) : leadsToApp ? (
              <Link
                href={`/${team}/keys/apps/${app.id}`}
                prefetch={false}
                className="break-words underline underline-offset-2"
              >
                {app.name}
              </Link>
            ) : (
              <span className="break-words">{app.name}</span>
            )}
            <Quiet>{app === null ? 'No app sees it at the API.' : 'No other app sees it at the API.'}</Quiet>
          </Fact>
        ) : null}
        <Fact term="Created">
          <RelativeTime at={endpoint.createdAt} />
        </Fact>
        <Fact term="Last change">
          <LastChange team={team} id={endpoint.id} />
        </Fact>
        <Fact term="Attempts">
          {attemptsText(delivery)}
          <Quiet>
            {delaysText(delivery)} Each waits {durationText(delivery.timeoutMs)} for an answer.
          </Quiet>
        </Fact>
        <Fact term="While paused">
          {delivery.whilePaused === 'hold' ? 'Deliveries wait' : 'Events are dropped'}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="block text-muted text-sm">{children}</span>
}
