/** One comparison. */
export interface Row {
  readonly what: string
  readonly baseline: string
  readonly measured: string
  readonly ratio: number
  /** what the ratio is meant to reach, or not to exceed */
  readonly target: { readonly least: number } | { readonly most: number }
}

export function reaches({ ratio, target }: Row): boolean {
  return 'least' in target ? ratio >= target.least : ratio <= target.most
}

/** A table for a terminal. */
export function formatTable(rows: readonly Row[]): string {
  const head = ['what', 'baseline', 'measured', 'ratio', 'target', '']
  const lines = rows.map((row) => [
    row.what,
    row.baseline,
    row.measured,
    row.ratio.toFixed(2),
    'least' in row.target ? `≥ ${row.target.least}` : `≤ ${row.target.most}`,
    reaches(row) ? 'yes' : 'NO',
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)),
  )
  const format = (line: readonly string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return [format(head), format(widths.map((width) => '-'.repeat(width))), ...lines.map(format)].join('\n')
}
