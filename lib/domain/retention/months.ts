/**
 * The tables that grow without end, each partitioned by ids that begin with their time; in the order in which they are
 * cleared, since a message stays for as long as a delivery of it.
 */
export const histories = ['delivery_history', 'messages', 'attempts'] as const
export type History = (typeof histories)[number]

/** A month in UTC: what one partition holds. */
export interface Month {
  /** as `2026_11` */
  readonly name: string
  readonly from: Date
  /** when the next begins */
  readonly until: Date
}

/** The month of a moment and so many after it. */
export function monthsFrom(moment: Date, ahead: number): readonly Month[] {
  return Array.from({ length: ahead + 1 }, (_, step) =>
    month(moment.getUTCFullYear(), moment.getUTCMonth() + step),
  )
}

/** `index` 0 is January; 12 is the next year's. */
function month(year: number, index: number): Month {
  const from = new Date(Date.UTC(year, index))
  return {
    name: from.toISOString().slice(0, 7).replace('-', '_'),
    from,
    until: new Date(Date.UTC(year, index + 1)),
  }
}

export function partitionName(history: History, { name }: Month): string {
  return `${history}_${name}`
}

/** The month that a partition was made for; null for any other table, as the default partition. */
export function monthOfPartition(history: History, partition: string): Month | null {
  const [, year, number] = /^(\d{4})_(\d{2})$/.exec(partition.slice(history.length + 1)) ?? []
  if (!partition.startsWith(`${history}_`) || year === undefined || number === undefined) return null
  const found = month(Number(year), Number(number) - 1)
  return partitionName(history, found) === partition ? found : null
}
