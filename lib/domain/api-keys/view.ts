import type { ApiKeyView } from './fields.ts'
import type { ListedKeyRow } from './repo.ts'

const DOTS = '••••••••'

/** A row as it may leave the core. */
export function apiKeyView(row: ListedKeyRow): ApiKeyView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mask: row.kind === 'personal_token' ? DOTS : `${row.lookup}${DOTS}`,
    scopes: row.scopes,
    userId: row.userId,
    userName: row.userName,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}
