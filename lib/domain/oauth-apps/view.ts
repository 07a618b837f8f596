import type { OauthAppView } from './fields.ts'
import type { OauthAppRow } from './repo.ts'

/** A row as it may leave the core. */
export function oauthAppView(row: OauthAppRow): OauthAppView {
  return {
    id: row.id,
    clientId: row.clientId,
    name: row.name,
    confidential: row.confidential,
    redirectUris: row.redirectUris,
    scopes: row.scopes,
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}
