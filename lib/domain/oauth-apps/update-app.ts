import { diff } from '../audit/diff.ts'
import { listChanges } from '../audit/list.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, type FieldConflict, invalid } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { editOauthApp, refuseRevoked, refuseScopesBeyond } from './edit-app.ts'
import { type OauthAppField, type OauthAppView, oauthAppFields } from './fields.ts'
import type { OauthAppRow } from './repo.ts'
import { updateOauthAppSchema } from './schema.ts'

export interface UpdateOauthApp {
  readonly id: string
  /** name, redirectUris, scopes; unparsed */
  readonly patch: unknown
  /** the version that the caller saw; null asks for no conflict check */
  readonly version: number | null
}

/**
 * Changes exactly the fields that were sent. Scopes that are taken away are gone from tokens at once.
 * Throws `forbidden`, `not_found`, `invalid`, `wrong_state` for a revoked app, or `conflict` when somebody changed one of
 * the fields since the version that the caller saw.
 */
export async function updateOauthApp(
  ctx: Context,
  { id, patch, version }: UpdateOauthApp,
): Promise<OauthAppView> {
  authorize(ctx, 'oauth-app:manage')
  const parsed = parse(updateOauthAppSchema, patch)
  return editOauthApp(ctx, id, async (current) => {
    refuseRevoked(current)
    const after = {
      name: parsed.name ?? current.name,
      redirectUris: parsed.redirectUris ?? [...current.redirectUris],
      scopes: parsed.scopes ?? [...current.scopes],
    }
    const fields = diff<Pick<OauthAppRow, OauthAppField>>(oauthAppFields, current, after)
    if (fields.length === 0) return null
    const changed = new Set(fields.map((step) => step.field))
    refuseScopesBeyond(
      ctx,
      after.scopes.filter((scope) => !current.scopes.includes(scope)),
    )
    if (!current.confidential && after.redirectUris.length === 0)
      throw invalid([
        { path: ['redirectUris'], code: 'empty_list', message: 'An app without a secret needs an address.' },
      ])
    if (version !== null && version < current.version) await refuseConflict(ctx, current, version, changed)
    const columns = Object.fromEntries(Object.entries(after).filter(([field]) => changed.has(field)))
    return { columns, action: 'oauth_app.updated', fields }
  })
}

/** Throws `conflict` with the last change of each field that was changed after `version`. */
async function refuseConflict(
  ctx: Context,
  app: OauthAppRow,
  version: number,
  changed: ReadonlySet<string>,
): Promise<void> {
  const { items } = await listChanges(ctx, { entity: { kind: 'oauth_app', id: app.id }, limit: 100 })
  const conflicts = new Map<string, FieldConflict>()
  for (const row of items) {
    if (row.version === null || row.version <= version) continue
    for (const { field } of row.fields) {
      if (!changed.has(field) || conflicts.has(field)) continue
      conflicts.set(field, {
        field,
        author: row.actorLabel,
        changedAt: row.createdAt.toISOString(),
        version: row.version,
        current: app[field as OauthAppField],
      })
    }
  }
  const [first] = conflicts.values()
  if (!first) return
  throw new DomainError('conflict', `${first.author} changed the ${wordOf(first.field)} meanwhile.`, {
    conflicts: [...conflicts.values()],
  })
}

function wordOf(field: string): string {
  return field === 'redirectUris' ? 'redirect addresses' : field
}
