import { client } from '../shared/transaction.ts'

/** Runs a statement of the attempts limiter on the unlogged table `rate_limits`, in the form that its library asks for. */
export async function queryRateLimits(
  text: string,
  values: readonly unknown[],
): Promise<{ rows: { points: number; expire: number | null }[]; rowCount: number }> {
  if (text.trimStart().startsWith('DELETE'))
    return { rows: [], rowCount: await client().$executeRawUnsafe(text, ...values) }
  const raw = await client().$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values)
  const rows = raw.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) }))
  return { rows, rowCount: rows.length }
}
