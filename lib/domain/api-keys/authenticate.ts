import { isCredential } from '#lib/crypto/credential.ts'
import type { Permission } from '../authz/permissions.ts'
import type { Actor } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { Caller, Door } from './caller.ts'
import { CredentialError } from './credential-error.ts'
import { readCredential } from './credential-form.ts'
import { noteUse } from './last-use.ts'
import {
  type ApiKeyCredentialRow,
  type CredentialRow,
  findApiKeyByLookup,
  findTokenByLookup,
  type TokenCredentialRow,
} from './repo.ts'
import { limitRole, permissionsOfScopes } from './scopes.ts'

/**
 * Who stands behind a credential: one path for keys and tokens of all kinds, one query. Its public part finds the row,
 * and the hash of the whole of it decides; so a token that was altered anywhere, also in its signature or its `alg`, is
 * not known. A user's credential acts with the role that the user has at this moment.
 * @throws CredentialError, with the reason; DomainError `unavailable`
 */
export async function authenticate(credential: string | null, door: Door, now: Date): Promise<Caller> {
  const { kind, lookup } = readCredential(credential ?? '')
  if (kind === 'refresh' || !door.accepts.includes(kind)) throw new CredentialError('wrong_kind')
  if (kind === 'oauth') {
    const row = await findGoodToken(credential ?? '', lookup, now)
    noteUse({ table: 'app', id: row.appId, lastUsedAt: row.lastUsedAt }, now)
    return tokenCaller(row)
  }
  const row = judge(credential ?? '', await guarded(() => findApiKeyByLookup(lookup)), now)
  if (row.kind !== kind) throw new CredentialError('unknown')
  noteUse({ table: 'key', id: row.id, lastUsedAt: row.lastUsedAt }, now)
  return keyCaller(row)
}

async function findGoodToken(credential: string, lookup: string, now: Date): Promise<TokenCredentialRow> {
  const row = judge(credential, await guarded(() => findTokenByLookup(lookup)), now)
  if (row.appRevokedAt) throw new CredentialError('revoked')
  return { ...row, scopes: row.scopes.filter((scope) => row.appScopes.includes(scope)) }
}

/** An OAuth access token for the server that gave it out: introspection. Throws `CredentialError`. */
export async function recogniseToken(token: string, now: Date): Promise<TokenCredentialRow> {
  const { kind, lookup } = readCredential(token)
  if (kind !== 'oauth') throw new CredentialError('wrong_kind')
  return findGoodToken(token, lookup, now)
}

function judge<T extends CredentialRow>(credential: string, row: T | null, now: Date): T {
  if (!row || !isCredential(credential, row.hash)) throw new CredentialError('unknown')
  if (row.revokedAt) throw new CredentialError('revoked')
  if (row.expiresAt && row.expiresAt <= now) throw new CredentialError('expired')
  // whoever left the team has no credentials in it
  if (row.userId !== null && row.role === null) throw new CredentialError('unknown')
  return row
}

function keyCaller(row: ApiKeyCredentialRow): Caller {
  const scopes = row.userId !== null && row.scopes.length === 0 ? null : row.scopes
  const label = row.userName === null ? row.name : `${row.userName} · ${row.name}`
  return {
    teamId: row.teamId,
    actor: actorOf('api_key', row.id, label, row, scopes),
    credentialId: row.id,
    kind: row.kind,
    scopes: row.scopes,
    oauthAppId: null,
    clientId: null,
    userId: row.userId,
  }
}

function tokenCaller(row: TokenCredentialRow): Caller {
  const label = row.userName === null ? row.appName : `${row.userName} · ${row.appName}`
  return {
    teamId: row.teamId,
    actor: actorOf('oauth_app', row.appId, label, row, row.scopes),
    credentialId: row.id,
    kind: 'oauth',
    scopes: row.scopes,
    oauthAppId: row.appId,
    clientId: row.clientId,
    userId: row.userId,
  }
}

function actorOf(
  kind: Actor['kind'],
  id: string,
  label: string,
  { role }: CredentialRow,
  scopes: readonly string[] | null,
): Actor {
  const permissions: ReadonlySet<Permission> =
    role === null ? new Set(permissionsOfScopes(scopes ?? [])) : limitRole(role, scopes)
  return { kind, id, label, role, permissions }
}
