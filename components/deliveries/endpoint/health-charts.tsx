import { cn } from '#components/ui/cn.ts'
import type { EndpointHealth, HealthHour } from '#lib/domain/deliveries/endpoint-health.ts'
import { durationText } from '../delivery-words.ts'
import { attemptsText, latencyText, stepsPath } from './health-words.ts'
import { clockText, HourChart } from './hour-chart.tsx'

/** Under it a bar would not be seen. */
const LEAST = 0.05
const GAP = 0.2
const thin = { vectorEffect: 'non-scaling-stroke', fill: 'none', strokeWidth: 1.5 } as const

/** An endpoint's last day: what arrived and what failed in each hour, and how long it took; for screen readers a table. */
export function HealthCharts({ health: { hours, isWhole } }: { health: EndpointHealth }) {
  const slowest = Math.max(0, ...hours.map(({ p95Ms }) => p95Ms ?? 0))
  const most = Math.max(1, ...hours.map(({ succeeded, failed }) => succeeded + failed))
  // only the newest attempts are counted: before them nothing is known
  const counted = isWhole ? hours : hours.slice(hours.findIndex((hour) => hour.succeeded + hour.failed > 0))
  const known = (words: (hour: HealthHour) => string) => (hour: HealthHour) =>
    counted.includes(hour) ? words(hour) : 'not counted'
  return (
    <div className="mt-3 flex flex-col gap-4">
      <HourChart
        title="Attempts, UTC"
        name="attempts-by-hour"
        legend={
          <>
            <Key className="bg-ok" label="Delivered" />
            <Key className="border border-bad bg-bad-soft" label="Failed" />
          </>
        }
        hours={hours}
        most={most.toLocaleString('en-US')}
        wordsOf={known(attemptsText)}
      >
        {hours.map((hour, at) => (
          <Bar key={hour.from} hour={hour} at={at} most={most} />
        ))}
      </HourChart>
      <HourChart
        title="Latency"
        name="latency-by-hour"
        legend={
          <>
            <Key className="h-0.5 bg-accent" label="Median" />
            <Key className="h-0 border-muted border-t-2 border-dashed" label="p95" />
          </>
        }
        hours={hours}
        most={slowest === 0 ? '' : durationText(slowest)}
        wordsOf={known(latencyText)}
      >
        <path
          d={stepsPath(hours.map(({ p95Ms }) => p95Ms && 1 - p95Ms / slowest))}
          {...thin}
          strokeDasharray="3 2"
          className="stroke-muted"
        />
        <path
          d={stepsPath(hours.map(({ p50Ms }) => p50Ms && 1 - p50Ms / slowest))}
          {...thin}
          className="stroke-accent"
        />
      </HourChart>
      <HoursTable hours={counted} />
    </div>
  )
}

function Key({ className, label }: { className: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-muted">
      <span className={cn('inline-block size-2', className)} />
      {label}
    </span>
  )
}

/** What failed is hollow: colour is not all that tells it apart. */
function Bar({ hour: { succeeded, failed }, at, most }: { hour: HealthHour; at: number; most: number }) {
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, count / most))
  const [ok, bad] = [heightOf(succeeded), heightOf(failed)]
  // together they may be higher than the tallest, where one of them is drawn at its least
  const scale = 1 / Math.max(1, ok + bad)
  const place = { x: at + GAP / 2, width: 1 - GAP }
  return (
    <>
      <rect {...place} y={1 - ok * scale} height={ok * scale} className="fill-ok" />
      {bad === 0 ? null : (
        <rect
          {...place}
          y={1 - (ok + bad) * scale}
          height={bad * scale}
          vectorEffect="non-scaling-stroke"
          className="fill-bad-soft stroke-bad"
        />
      )}
    </>
  )
}

function HoursTable({ hours }: { hours: readonly HealthHour[] }) {
  return (
    <table className="sr-only">
      <caption>The last 24 hours by hour, UTC</caption>
      <thead>
        <tr>
          {['Hour', 'Delivered', 'Failed', 'Median', 'p95'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map(({ from, succeeded, failed, p50Ms, p95Ms }) => (
          <tr key={from}>
            <th scope="row">{clockText(from)}</th>
            <td>{succeeded}</td>
            <td>{failed}</td>
            <td>{p50Ms === null ? '—' : durationText(p50Ms)}</td>
            <td>{p95Ms === null ? '—' : durationText(p95Ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
