/** What one side of a comparison did. */
export interface Measured {
  readonly operations: number
  readonly seconds: number
  readonly perSecond: number
  /** milliseconds */
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** Runs `operation` from `connections` loops at once until `count` are done; `operation` gets its number. */
export async function load(
  count: number,
  connections: number,
  operation: (index: number) => Promise<unknown>,
): Promise<Measured> {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  const loop = async () => {
    for (let index = next++; index < count; index = next++) {
      const start = performance.now()
      await operation(index)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    operations: count,
    seconds,
    perSecond: count / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

/** The middle one: rounds of one run differ, and a mean would follow the worst. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
