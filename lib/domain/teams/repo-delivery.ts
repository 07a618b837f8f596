import { client, type Tx } from '../shared/transaction.ts'

const columns = { retentionDays: true, pauseAfterDays: true, version: true } as const

interface Row {
  readonly retentionDays: number | null
  readonly pauseAfterDays: number | null
  readonly version: number
}

export async function findDeliverySettings(id: string, tx?: Tx): Promise<Row | null> {
  return client(tx).team.findUnique({ where: { id }, select: columns })
}

/** Answers the team's new version. */
export async function saveDeliverySettings(
  tx: Tx,
  id: string,
  changed: Partial<Omit<Row, 'version'>>,
  now: Date,
): Promise<number> {
  const { version } = await client(tx).team.update({
    where: { id },
    data: { ...changed, version: { increment: 1 }, updatedAt: now },
    select: { version: true },
  })
  return version
}
