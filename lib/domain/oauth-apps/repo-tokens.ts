import { client, inTransaction, type Tx } from '../shared/transaction.ts'

export interface CodeRow {
  readonly id: string
  readonly appId: string
  readonly teamId: string
  readonly userId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

export type NewCodeRow = Omit<CodeRow, 'usedAt'> & { readonly hash: Uint8Array<ArrayBuffer> }

export async function insertCode(tx: Tx, row: NewCodeRow): Promise<void> {
  const data = { ...row, scopes: [...row.scopes], challengeMethod: 'S256' }
  await client(tx).oauthCode.create({ data, select: { id: true } })
}

export async function findCodeByHash(hash: Uint8Array<ArrayBuffer>): Promise<CodeRow | null> {
  return client().oauthCode.findUnique({
    where: { hash },
    select: {
      id: true,
      appId: true,
      teamId: true,
      userId: true,
      redirectUri: true,
      scopes: true,
      codeChallenge: true,
      createdAt: true,
      expiresAt: true,
      usedAt: true,
    },
  })
}

/** One statement that only one of two users of a code wins. */
export async function markCodeUsed(tx: Tx, teamId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).oauthCode.updateMany({
    where: { id, teamId, usedAt: null, app: { revokedAt: null } },
    data: { usedAt: now },
  })
  return count === 1
}

export interface TokenRow {
  readonly id: string
  readonly appId: string
  readonly teamId: string
  readonly userId: string | null
  readonly familyId: string
  readonly scopes: readonly string[]
  /** what the consent gave */
  readonly grantedScopes: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly refreshExpiresAt: Date | null
  readonly refreshHash: Uint8Array | null
  readonly refreshedAt: Date | null
  readonly revokedAt: Date | null
}

const columns = {
  id: true,
  appId: true,
  teamId: true,
  userId: true,
  familyId: true,
  scopes: true,
  grantedScopes: true,
  createdAt: true,
  expiresAt: true,
  refreshExpiresAt: true,
  refreshHash: true,
  refreshedAt: true,
  revokedAt: true,
} as const

export interface NewTokenRow {
  readonly id: string
  readonly appId: string
  readonly teamId: string
  readonly userId: string | null
  readonly lookup: string
  readonly hash: Uint8Array<ArrayBuffer>
  readonly refreshLookup: string | null
  readonly refreshHash: Uint8Array<ArrayBuffer> | null
  readonly familyId: string
  readonly codeId: string | null
  readonly scopes: readonly string[]
  /** what the consent gave */
  readonly grantedScopes: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly refreshExpiresAt: Date | null
}

export async function insertToken(tx: Tx, row: NewTokenRow): Promise<void> {
  const data = { ...row, scopes: [...row.scopes], grantedScopes: [...row.grantedScopes] }
  await client(tx).oauthToken.create({ data, select: { id: true } })
}

export async function findTokenByRefreshLookup(refreshLookup: string): Promise<TokenRow | null> {
  return client().oauthToken.findUnique({ where: { refreshLookup }, select: columns })
}

/** One statement that only one of two refreshes wins, and none once its family has ended: then its row has, too. */
export async function markRefreshed(tx: Tx, teamId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).oauthToken.updateMany({
    where: { id, teamId, refreshedAt: null, revokedAt: null, app: { revokedAt: null } },
    data: { refreshedAt: now },
  })
  return count === 1
}

export async function revokeToken(teamId: string, id: string, now: Date): Promise<void> {
  await client().oauthToken.updateMany({ where: { id, teamId, revokedAt: null }, data: { revokedAt: now } })
}

/**
 * Lets no other issue to this family, nor end it, until the transaction is over. A row of its own to lock it has not:
 * its code and its first token are swept while later tokens are good.
 */
export async function lockFamily(tx: Tx, familyId: string): Promise<void> {
  const name = `oauth-family:${familyId}`
  await client(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}

/** Ends all that one consent led to. Throws `unavailable`. */
export async function revokeFamily(teamId: string, familyId: string, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    // a statement of its own: the next one sees what was issued until now
    await lockFamily(tx, familyId)
    await client(tx).oauthToken.updateMany({
      where: { familyId, teamId, revokedAt: null },
      data: { revokedAt: now },
    })
  })
}

/** How many access tokens of an app are good at that moment. */
export async function countActiveTokens(teamId: string, appId: string, now: Date, tx?: Tx): Promise<number> {
  return client(tx).oauthToken.count({
    where: { appId, teamId, revokedAt: null, expiresAt: { gt: now } },
  })
}

/** Ends tokens and unused codes, and returns how many access tokens were still good. */
export async function revokeTokensOfApp(tx: Tx, teamId: string, appId: string, now: Date): Promise<number> {
  const active = await countActiveTokens(teamId, appId, now, tx)
  await client(tx).oauthToken.updateMany({
    where: { appId, teamId, revokedAt: null },
    data: { revokedAt: now },
  })
  await client(tx).oauthCode.updateMany({ where: { appId, teamId, usedAt: null }, data: { usedAt: now } })
  return active
}

/** Forgets codes and tokens, of all teams, that ended before the given moments. */
export async function deleteEnded(before: { readonly codes: Date; readonly tokens: Date }): Promise<void> {
  await client().oauthCode.deleteMany({ where: { expiresAt: { lt: before.codes } } })
  await client().oauthToken.deleteMany({
    where: {
      expiresAt: { lt: before.tokens },
      OR: [{ refreshExpiresAt: null }, { refreshExpiresAt: { lt: before.tokens } }],
    },
  })
}
