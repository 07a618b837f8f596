import { client, type Tx } from '../shared/transaction.ts'

/** An app's row without its secret's hash. */
export interface OauthAppRow {
  readonly id: string
  readonly teamId: string
  readonly clientId: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
  readonly confidential: boolean
}

export interface OauthClientRow extends OauthAppRow {
  /** null for a public client */
  readonly secretHash: Uint8Array | null
  readonly team: { readonly slug: string; readonly name: string }
}

const columns = {
  id: true,
  teamId: true,
  clientId: true,
  name: true,
  secretHash: true,
  redirectUris: true,
  scopes: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  version: true,
  revokedAt: true,
  lastUsedAt: true,
} as const

function withoutSecret<T extends { secretHash: Uint8Array | null }>({ secretHash, ...row }: T) {
  return { ...row, confidential: secretHash !== null }
}

export interface CountedOauthAppRow extends OauthAppRow {
  /** how many endpoints it made that are there still */
  readonly endpoints: number
}

const counted = { ...columns, _count: { select: { endpoints: true } } } as const

/** Newest first. */
export async function findOauthApps(teamId: string): Promise<CountedOauthAppRow[]> {
  const rows = await client().oauthApp.findMany({
    where: { teamId },
    select: counted,
    orderBy: { id: 'desc' },
  })
  return rows.map(({ _count, ...row }) => ({ ...withoutSecret(row), endpoints: _count.endpoints }))
}

export async function findOauthApp(teamId: string, id: string): Promise<CountedOauthAppRow | null> {
  const found = await client().oauthApp.findFirst({ where: { id, teamId }, select: counted })
  if (!found) return null
  const { _count, ...row } = found
  return { ...withoutSecret(row), endpoints: _count.endpoints }
}

/** By name. */
export async function findOauthAppNames(
  teamId: string,
  filter: { readonly id?: string; readonly revokedAt?: null },
): Promise<{ id: string; name: string }[]> {
  return client().oauthApp.findMany({
    where: { ...filter, teamId },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

/** The row, locked for the rest of the transaction. */
export async function lockOauthApp(tx: Tx, teamId: string, id: string): Promise<OauthAppRow | null> {
  await client(tx)
    .$queryRaw`SELECT 1 FROM oauth_apps WHERE id = ${id}::uuid AND team_id = ${teamId}::uuid FOR UPDATE`
  const row = await client(tx).oauthApp.findFirst({ where: { id, teamId }, select: columns })
  return row && withoutSecret(row)
}

/** By the id that its wire shows, in whichever team: the app itself is asking. */
export async function findOauthClient(clientId: string): Promise<OauthClientRow | null> {
  const row = await client().oauthApp.findUnique({
    where: { clientId },
    select: { ...columns, team: { select: { slug: true, name: true } } },
  })
  return row && { ...row, confidential: row.secretHash !== null }
}

export type NewOauthAppRow = Pick<
  OauthAppRow,
  'id' | 'teamId' | 'clientId' | 'name' | 'redirectUris' | 'scopes' | 'createdBy' | 'createdAt' | 'updatedAt'
> & { readonly secretHash: Uint8Array<ArrayBuffer> | null }

export async function insertOauthApp(tx: Tx, row: NewOauthAppRow): Promise<void> {
  const { redirectUris, scopes, ...rest } = row
  await client(tx).oauthApp.create({
    data: { ...rest, redirectUris: [...redirectUris], scopes: [...scopes] },
    select: { id: true },
  })
}

export interface OauthAppColumns {
  readonly name?: string
  readonly redirectUris?: string[]
  readonly scopes?: string[]
  readonly secretHash?: Uint8Array<ArrayBuffer>
  readonly revokedAt?: Date
}

/** Writes the columns of a locked row, and raises its version. */
export async function saveOauthApp(
  tx: Tx,
  teamId: string,
  id: string,
  columns: OauthAppColumns,
  now: Date,
): Promise<void> {
  await client(tx).oauthApp.update({
    where: { id, teamId },
    data: { ...columns, version: { increment: 1 }, updatedAt: now },
    select: { id: true },
  })
}
