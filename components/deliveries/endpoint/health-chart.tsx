import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { chartText } from './health-words.ts'

const BAR = 3
const STEP = 4
const HEIGHT = 40
/** Under it a bar would not be seen. */
const LEAST = 2

/** What arrived and what failed in each of the last 24 hours; the same in words for who does not see it. */
export function HealthChart({ health }: { health: EndpointHealth }) {
  const { hours } = health
  const most = Math.max(1, ...hours.map(({ succeeded, failed }) => succeeded + failed))
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, (count / most) * HEIGHT))
  return (
    <svg
      role="img"
      aria-label={chartText(health)}
      viewBox={`0 0 ${hours.length * STEP - 1} ${HEIGHT}`}
      className="h-9 w-full max-w-[150px]"
      preserveAspectRatio="none"
    >
      {hours.map(({ from, succeeded, failed }, at) => {
        const [ok, bad] = [heightOf(succeeded), heightOf(failed)]
        // together they may be higher than the tallest, where one of them is drawn at its least
        const scale = Math.min(1, HEIGHT / Math.max(1, ok + bad))
        const x = at * STEP
        return (
          <g key={from}>
            {ok + bad === 0 ? (
              <rect x={x} y={HEIGHT - 1} width={BAR} height={1} className="fill-line-strong" />
            ) : null}
            <rect x={x} y={HEIGHT - ok * scale} width={BAR} height={ok * scale} className="fill-ok" />
            <rect
              x={x}
              y={HEIGHT - (ok + bad) * scale}
              width={BAR}
              height={bad * scale}
              className="fill-bad"
            />
          </g>
        )
      })}
    </svg>
  )
}
