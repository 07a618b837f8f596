import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import { StateDot } from '#components/ui/state-dot.tsx'
import type { DeliveryRow } from '#lib/domain/deliveries/browse-deliveries.ts'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { answerText, durationText, stateDot, stateLabel } from '../delivery-words.ts'
import { HealthCharts } from './health-charts.tsx'
import { countsText, heldText, successText } from './health-words.ts'

type EndpointDeliveriesProps = { team: string; endpointId: string; health: EndpointHealth }

/**
 * Beside an endpoint's settings: how it has been doing, and what was sent last. The server draws it, and the browser draws
 * it again once something has moved.
 */
export function EndpointDeliveries({ team, endpointId, health }: EndpointDeliveriesProps) {
  const all = `/${team}/deliveries?endpoint=${endpointId}`
  const success = successText(health)
  const held = heldText(health)
  return (
    <>
      <section aria-labelledby="endpoint-health">
        <SectionHeader id="endpoint-health" title="Last 24 hours" />
        <p className="mt-1 font-semibold text-xl tabular-nums leading-7">{success ?? 'Nothing sent'}</p>
        <p className="mt-1 text-muted text-sm tabular-nums">
          {success === null ? 'No attempts yet' : countsText(health)}
          {health.p95Ms === null ? null : (
            <span className="block">95 % took at most {durationText(health.p95Ms)}</span>
          )}
        </p>
        {success === null ? null : <HealthCharts health={health} />}
        {held ? (
          <p role="status" className="mt-3 rounded-lg bg-warn-soft px-3 py-2 text-warn">
            {held}{' '}
            <Link href={`${all}&state=held`} className="underline underline-offset-2">
              Look at them
            </Link>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="endpoint-deliveries">
        <SectionHeader
          id="endpoint-deliveries"
          title="Deliveries"
          action={
            health.recent.length > 0 ? (
              <Link href={all} className="text-muted hover:text-text hover:underline">
                All deliveries
              </Link>
            ) : null
          }
        />
        {health.recent.length === 0 ? (
          <p className="text-muted">What is sent here shows up within moments.</p>
        ) : (
          <ul className="divide-y divide-line border-line border-t">
            {health.recent.map((delivery) => (
              <li key={delivery.id}>
                <Recent href={`${all}&delivery=${delivery.id}`} delivery={delivery} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

function Recent({ href, delivery }: { href: string; delivery: DeliveryRow }) {
  const { eventType, state, attempts, nextAttemptAt, lastDurationMs, createdAt } = delivery
  const isRetrying = state === 'pending' && attempts > 0 && nextAttemptAt !== null
  return (
    <Link href={href} className="flex items-center gap-2 py-2 hover:bg-sunken">
      <StateDot state={stateDot(delivery)} label={stateLabel(delivery)} />
      <code className="min-w-0 flex-1 truncate">{eventType}</code>
      <span className="flex-none text-faint text-sm tabular-nums">
        {attempts > 0 ? `${answerText(delivery)} · ` : null}
        {isRetrying ? (
          <>
            retry <RelativeTime at={nextAttemptAt} due="due now" />
          </>
        ) : (
          <>
            {lastDurationMs === null ? null : `${durationText(lastDurationMs)} · `}
            <RelativeTime at={createdAt} />
          </>
        )}
      </span>
    </Link>
  )
}
