import type { EndpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'
import { barsText } from './sparkline-words.ts'

const STEP = 4
const WIDTH = 3
const HEIGHT = 16
/** Under it a bar would not be seen. */
const LEAST = 3

/** A day in twelve bars: how much was tried, and at the top how much of it failed. */
export function Sparkline({ spans }: Pick<EndpointActivity, 'spans'>) {
  const most = Math.max(1, ...spans.map(({ succeeded, failed }) => succeeded + failed))
  return (
    <svg
      role="img"
      aria-label={barsText(spans)}
      width={spans.length * STEP - 1}
      height={HEIGHT}
      className="flex-none"
    >
      {spans.map(({ succeeded, failed }, at) => {
        const all = succeeded + failed
        const height = all === 0 ? 1 : Math.max(LEAST, Math.round((all / most) * HEIGHT))
        const bad = failed === 0 ? 0 : Math.max(2, Math.round((failed / all) * height))
        const [x, y] = [at * STEP, HEIGHT - height]
        return (
          <g key={x}>
            <rect
              {...{ x, y, height }}
              width={WIDTH}
              className={all === 0 ? 'fill-line-strong' : 'fill-ok'}
            />
            <rect {...{ x, y }} width={WIDTH} height={bad} className="fill-bad" />
          </g>
        )
      })}
    </svg>
  )
}
