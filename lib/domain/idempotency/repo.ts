import { client } from '../shared/transaction.ts'

export interface KeyRef {
  readonly teamId: string
  readonly scope: string
  readonly key: string
}

export interface Claim extends KeyRef {
  readonly fingerprint: Uint8Array<ArrayBuffer>
  readonly now: Date
  readonly lockedUntil: Date
  readonly expiresAt: Date
}

export interface KeyRow {
  readonly fingerprint: Uint8Array
  readonly status: number | null
  readonly sealed: Uint8Array<ArrayBuffer> | null
  readonly keyId: string | null
  readonly lockedUntil: Date
}

/**
 * True for the one that may work under this key: the first, or the first after the row has expired, or after a request
 * of the same content has died at work. One statement, so that of many at once exactly one gets it.
 */
export async function claimKey(claim: Claim): Promise<boolean> {
  const { teamId, scope, key, fingerprint, now, lockedUntil, expiresAt } = claim
  const count = await client().$executeRaw`
    INSERT INTO idempotency_keys AS k (team_id, scope, key, fingerprint, created_at, locked_until, expires_at)
    VALUES (${teamId}::uuid, ${scope}, ${key}, ${fingerprint}, ${now}, ${lockedUntil}, ${expiresAt})
    ON CONFLICT (team_id, scope, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = NULL, sealed = NULL,
      key_id = NULL, created_at = excluded.created_at, locked_until = excluded.locked_until, expires_at = excluded.expires_at
    WHERE k.expires_at <= ${now}
      OR (k.status IS NULL AND k.locked_until <= ${now} AND k.fingerprint = excluded.fingerprint)`
  return count === 1
}

export async function findKey({ teamId, scope, key }: KeyRef): Promise<KeyRow | null> {
  return client().idempotencyKey.findUnique({
    where: { teamId_scope_key: { teamId, scope, key } },
    select: { fingerprint: true, status: true, sealed: true, keyId: true, lockedUntil: true },
  })
}

/** Keeps the answer of the request that holds the lock; one that lost it to another keeps nothing. */
export async function saveAnswer(
  { teamId, scope, key }: KeyRef,
  lockedUntil: Date,
  answer: { readonly status: number; readonly sealed: Uint8Array<ArrayBuffer>; readonly keyId: string },
): Promise<void> {
  await client().idempotencyKey.updateMany({
    where: { teamId, scope, key, status: null, lockedUntil },
    data: answer,
  })
}

/** Gives the key free again: nothing was done under it. */
export async function releaseKey({ teamId, scope, key }: KeyRef, lockedUntil: Date): Promise<void> {
  await client().idempotencyKey.deleteMany({ where: { teamId, scope, key, status: null, lockedUntil } })
}

/** Of all teams: what has expired is nobody's any more. */
export async function deleteExpiredKeys(now: Date, most: number): Promise<number> {
  return client().$executeRaw`
    DELETE FROM idempotency_keys WHERE (team_id, scope, key) IN (
      SELECT team_id, scope, key FROM idempotency_keys WHERE expires_at <= ${now} LIMIT ${most} FOR UPDATE SKIP LOCKED)`
}
