import type { Role } from '../authz/permissions.ts'
import { client, query, type Tx } from '../shared/transaction.ts'
import type { ApiKeyKind } from './caller.ts'

/** A credential's row with all that decides about it now, from whichever table. */
export interface CredentialRow {
  readonly id: string
  readonly teamId: string
  readonly hash: Uint8Array
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
  readonly userId: string | null
  readonly userName: string | null
  /** of the user in the credential's team; null for who is not a member */
  readonly role: Role | null
}

export interface ApiKeyCredentialRow extends CredentialRow {
  readonly kind: ApiKeyKind
  readonly name: string
}

export interface TokenCredentialRow extends CredentialRow {
  readonly appId: string
  readonly appName: string
  readonly clientId: string
  readonly appRevokedAt: Date | null
  /** what the app may have now; a token has no more */
  readonly appScopes: readonly string[]
  readonly createdAt: Date
  readonly familyId: string
}

export async function findApiKeyByLookup(lookup: string): Promise<ApiKeyCredentialRow | null> {
  const rows = await query<ApiKeyCredentialRow>(
    `
    SELECT k.id, k.team_id AS "teamId", k.kind, k.name, k.hash, k.scopes, k.expires_at AS "expiresAt",
           k.revoked_at AS "revokedAt", k.last_used_at AS "lastUsedAt", k.user_id AS "userId", u.name AS "userName", m.role
    FROM api_keys k
    LEFT JOIN (memberships m JOIN users u ON u.id = m.user_id) ON m.team_id = k.team_id AND m.user_id = k.user_id
    WHERE k.lookup = $1`,
    [lookup],
  )
  return rows[0] ?? null
}

export async function findTokenByLookup(lookup: string): Promise<TokenCredentialRow | null> {
  const rows = await query<TokenCredentialRow>(
    `
    SELECT t.id, t.team_id AS "teamId", t.hash, t.scopes, a.scopes AS "appScopes", t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt",
           t.created_at AS "createdAt", t.family_id AS "familyId", t.user_id AS "userId", u.name AS "userName", m.role,
           a.id AS "appId", a.name AS "appName", a.client_id AS "clientId", a.revoked_at AS "appRevokedAt",
           a.last_used_at AS "lastUsedAt"
    FROM oauth_tokens t JOIN oauth_apps a ON a.id = t.app_id
    LEFT JOIN (memberships m JOIN users u ON u.id = m.user_id) ON m.team_id = t.team_id AND m.user_id = t.user_id
    WHERE t.lookup = $1`,
    [lookup],
  )
  return rows[0] ?? null
}

/** Whoever is not first within the minute changes nothing. */
export async function noteKeyUse(id: string, now: Date, before: Date): Promise<void> {
  await client()
    .$executeRaw`UPDATE api_keys SET last_used_at = ${now} WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at <= ${before})`
}

export async function noteAppUse(id: string, now: Date, before: Date): Promise<void> {
  await client()
    .$executeRaw`UPDATE oauth_apps SET last_used_at = ${now} WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at <= ${before})`
}

export interface NewApiKeyRow {
  readonly id: string
  readonly teamId: string
  readonly kind: ApiKeyKind
  readonly userId: string | null
  readonly name: string
  readonly lookup: string
  readonly hash: Uint8Array<ArrayBuffer>
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export async function insertApiKey(tx: Tx, row: NewApiKeyRow): Promise<void> {
  await client(tx).apiKey.create({ data: { ...row, scopes: [...row.scopes] }, select: { id: true } })
}

const listed = {
  id: true,
  kind: true,
  userId: true,
  name: true,
  lookup: true,
  scopes: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  user: { select: { name: true } },
} as const

/** A key as lists show it; nothing of its hash. */
export interface ListedKeyRow {
  readonly id: string
  readonly kind: ApiKeyKind
  readonly userId: string | null
  readonly userName: string | null
  readonly name: string
  readonly lookup: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

/** Newest first. `userId` set: only that user's own. */
export async function findApiKeys(teamId: string, userId: string | null): Promise<ListedKeyRow[]> {
  const rows = await client().apiKey.findMany({
    where: { teamId, ...(userId === null ? {} : { userId }) },
    select: listed,
    orderBy: { id: 'desc' },
  })
  return rows.map(({ user, ...row }) => ({ ...row, userName: user?.name ?? null }))
}

export async function findApiKey(teamId: string, id: string): Promise<ListedKeyRow | null> {
  const row = await client().apiKey.findFirst({ where: { id, teamId }, select: listed })
  if (!row) return null
  const { user, ...rest } = row
  return { ...rest, userName: user?.name ?? null }
}

/** False when it was revoked before. */
export async function markKeyRevoked(tx: Tx, teamId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).apiKey.updateMany({
    where: { id, teamId, revokedAt: null },
    data: { revokedAt: now },
  })
  return count === 1
}
