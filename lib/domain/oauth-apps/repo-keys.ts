import { client, type Tx } from '../shared/transaction.ts'

export interface SigningKeyRow {
  /** the `kid` */
  readonly id: string
  readonly sealed: Uint8Array<ArrayBuffer>
  /** the master key that sealed it */
  readonly keyId: string
  readonly publicJwk: unknown
  readonly createdAt: Date
  /** null for the one that signs */
  readonly retiredAt: Date | null
}

export async function findCurrentKey(tx?: Tx): Promise<SigningKeyRow | null> {
  return client(tx).signingKey.findFirst({ where: { retiredAt: null } })
}

/** Those that sign, or did until after `since`; newest first. */
export async function findPublishedKeys(since: Date): Promise<Pick<SigningKeyRow, 'id' | 'publicJwk'>[]> {
  return client().signingKey.findMany({
    where: { OR: [{ retiredAt: null }, { retiredAt: { gt: since } }] },
    select: { id: true, publicJwk: true },
    orderBy: { createdAt: 'desc' },
  })
}

/** False when another process retired it first. */
export async function retireKey(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).signingKey.updateMany({
    where: { id, retiredAt: null },
    data: { retiredAt: now },
  })
  return count === 1
}

/** False when there is a current key already: one index allows for one. */
export async function insertCurrentKey(tx: Tx, row: Omit<SigningKeyRow, 'retiredAt'>): Promise<boolean> {
  const publicJwk = JSON.stringify(row.publicJwk)
  const count = await client(tx).$executeRaw`
    INSERT INTO signing_keys (id, sealed, key_id, public_jwk, created_at)
    VALUES (${row.id}, ${row.sealed}, ${row.keyId}, ${publicJwk}::jsonb, ${row.createdAt})
    ON CONFLICT DO NOTHING`
  return count === 1
}

/** Keys that no token can be good with any more. */
export async function deleteKeysRetiredBefore(tx: Tx, before: Date): Promise<void> {
  await client(tx).signingKey.deleteMany({ where: { retiredAt: { lt: before } } })
}
