import type { FuzzReport } from './run.ts'

interface Row {
  readonly name: string
  readonly succeeded: number
  readonly byStatus: ReadonlyMap<number, number>
}

/** What came of a run: each door as a whole, then its operations. */
export function fuzzTable({ tallies, requests, succeeded }: FuzzReport): string {
  const doors = [...Map.groupBy(tallies, ({ dialect }) => dialect)]
  const blocks = doors.map(([dialect, ofDoor]) => {
    const rows = ofDoor.map(({ operation, ...counts }): Row => ({ name: `  ${operation}`, ...counts }))
    return [sumOf(dialect, rows), ...rows].map(line).join('\n')
  })
  const total = `${requests} requests, ${succeeded} of them succeeded (${percent(succeeded, requests)}).`
  return [...blocks, total].join('\n\n')
}

/** The share of requests that succeeded, by door. */
export function successByDoor({ tallies }: FuzzReport): ReadonlyMap<string, number> {
  const doors = [...Map.groupBy(tallies, ({ dialect }) => dialect)]
  return new Map(
    doors.map(([dialect, rows]) => {
      const { succeeded, byStatus } = sumOf(
        dialect,
        rows.map((row) => ({ name: row.operation, ...row })),
      )
      return [dialect, succeeded / countOf(byStatus)]
    }),
  )
}

function sumOf(name: string, rows: readonly Row[]): Row {
  const byStatus = new Map<number, number>()
  for (const row of rows)
    for (const [status, times] of row.byStatus) byStatus.set(status, (byStatus.get(status) ?? 0) + times)
  return { name, succeeded: rows.reduce((sum, row) => sum + row.succeeded, 0), byStatus }
}

function countOf(byStatus: Row['byStatus']): number {
  return [...byStatus.values()].reduce((sum, times) => sum + times, 0)
}

function line({ name, succeeded, byStatus }: Row): string {
  const total = countOf(byStatus)
  const statuses = [...byStatus].sort(([a], [b]) => a - b).map(([status, times]) => `${status}×${times}`)
  return [
    name.padEnd(34),
    String(total).padStart(6),
    String(succeeded).padStart(6),
    percent(succeeded, total).padStart(5),
    ` ${statuses.join(' ')}`,
  ].join(' ')
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`
}
