import type { EndpointActivity } from '#lib/domain/deliveries/endpoint-activity.ts'

type Spans = EndpointActivity['spans']

function sumsOf(spans: Spans): { readonly succeeded: number; readonly failed: number } {
  return spans.reduce(
    (sum, { succeeded, failed }) => ({ succeeded: sum.succeeded + succeeded, failed: sum.failed + failed }),
    { succeeded: 0, failed: 0 },
  )
}

/** "98 %" of the attempts; "~98 %" where not all are counted. Never all where one failed. Null where none was made. */
export function shareText({ spans, isWhole }: Pick<EndpointActivity, 'spans' | 'isWhole'>): string | null {
  const { succeeded, failed } = sumsOf(spans)
  const all = succeeded + failed
  if (all === 0) return null
  const percent = Math.round((succeeded / all) * 100)
  const honest = failed === 0 || succeeded === 0 ? percent : Math.min(99, Math.max(1, percent))
  return `${isWhole ? '' : '~'}${honest} %`
}

/** The bars in words: in how many of them something failed. */
export function barsText(spans: Spans): string {
  const used = spans.filter(({ succeeded, failed }) => succeeded + failed > 0).length
  const bad = spans.filter(({ failed }) => failed > 0).length
  const of = `Last 24 hours by two hours: attempts in ${used} of ${spans.length}`
  return bad === 0 ? `${of}, none failed` : `${of}, some failed in ${bad}`
}
