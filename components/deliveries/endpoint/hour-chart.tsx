import type { ReactNode } from 'react'
import type { HealthHour } from '#lib/domain/deliveries/endpoint-health.ts'

const LABELLED_EVERY = 6

export const clockText = (from: string) => from.slice(11, 16)

type HourChartProps = {
  title: string
  /** tells the charts of a page apart */
  name: string
  legend: ReactNode
  hours: readonly HealthHour[]
  /** what the height stands for, in words */
  most: string
  /** an hour's values in words */
  wordsOf: (hour: HealthHour) => string
  /** drawn over all hours; a unit of its width is one */
  children: ReactNode
}

/**
 * A day by hours, with its axes. An hour's values show while it is pointed at or has the focus; arrow keys go from one to
 * the next. That takes no script: each hour is a radio button, so that a page that only shows a chart loads no code for it.
 */
export function HourChart({ title, name, legend, hours, most, wordsOf, children }: HourChartProps) {
  return (
    <fieldset className="relative min-w-0">
      <legend className="sr-only">{title}, hour by hour</legend>
      <div aria-hidden="true" className="flex min-h-5 items-center gap-3 text-sm">
        <span className="flex-1 text-muted">{title}</span>
        {legend}
      </div>
      <div className="mt-1 flex">
        <div
          aria-hidden="true"
          className="flex w-12 flex-none flex-col whitespace-nowrap justify-between pr-1.5 text-right text-faint text-xs tabular-nums leading-none"
        >
          <span>{most}</span>
          <span>0</span>
        </div>
        <div className="relative h-16 min-w-0 flex-1 border-line border-y">
          <div className="flex h-full">
            {hours.map((hour) => (
              <label
                key={hour.from}
                className="group block h-full flex-1 hover:bg-sunken has-focus-visible:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name={name}
                  aria-label={`${clockText(hour.from)} UTC: ${wordsOf(hour)}`}
                  className="pointer-events-none absolute size-px opacity-0"
                />
                <span
                  aria-hidden="true"
                  className="pointer-events-none absolute inset-x-0 -top-6 z-10 -ml-12 hidden min-h-5 bg-bg text-sm tabular-nums group-focus-within:block group-hover:z-20 group-hover:block"
                >
                  <span className="text-faint">{clockText(hour.from)}</span> {wordsOf(hour)}
                </span>
              </label>
            ))}
          </div>
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${hours.length} 1`}
            preserveAspectRatio="none"
            className="pointer-events-none absolute inset-0 size-full overflow-visible"
          >
            {children}
          </svg>
        </div>
      </div>
      <div aria-hidden="true" className="mt-1 ml-12 flex text-faint text-xs tabular-nums leading-none">
        {hours
          .filter((_, at) => at % LABELLED_EVERY === 0)
          .map(({ from }) => (
            <span key={from} className="flex-1">
              {clockText(from)}
            </span>
          ))}
      </div>
    </fieldset>
  )
}
