import { refuseOvertaken, type Versioned } from '../audit/conflicts.ts'
import { diff } from '../audit/diff.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { invalid } from '../shared/errors.ts'
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
  return editOauthApp(ctx, id, async (current, tx) => {
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
    if (version !== null)
      await refuseOvertaken(ctx, versioned(current), { seenVersion: version, fields: changed, nameOf, tx })
    const columns = Object.fromEntries(Object.entries(after).filter(([field]) => changed.has(field)))
    return { columns, action: 'oauth_app.updated', fields }
  })
}

function versioned(app: OauthAppRow): Versioned {
  const { id, version } = app
  return { kind: 'oauth_app', id, version, currentOf: ({ field }) => app[field as OauthAppField] ?? null }
}

function nameOf(field: string): string {
  return field === 'redirectUris' ? 'the redirect addresses' : `the ${field}`
}
