import { permissionsOfScopes } from '../api-keys/scopes.ts'
import type { ChangeAction, ChangeRow } from '../audit/change.ts'
import type { FieldChange } from '../audit/diff.ts'
import { announce, recordChange } from '../audit/record.ts'
import { can } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { inTransaction, type Tx } from '../shared/transaction.ts'
import type { OauthAppView } from './fields.ts'
import { lockOauthApp, type OauthAppColumns, type OauthAppRow, saveOauthApp } from './repo.ts'
import { oauthAppView } from './view.ts'

/** What to write of an app that was read under its lock. */
export interface AppEdit {
  readonly columns: OauthAppColumns
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
}

/**
 * The one way to change an app: locked, decided, written and recorded in one transaction. `decide` returns null when
 * there is nothing to change. Throws `not_found`, and what `decide` throws.
 */
export async function editOauthApp(
  ctx: Context,
  id: string,
  decide: (current: OauthAppRow, tx: Tx) => AppEdit | null | Promise<AppEdit | null>,
): Promise<OauthAppView> {
  const now = ctx.clock.now()
  const { row, change } = await inTransaction(
    async (tx): Promise<{ row: OauthAppRow; change: ChangeRow | null }> => {
      const current = isUuid(id) ? await lockOauthApp(tx, ctx.teamId, id) : null
      if (!current) throw notFound('App')
      const edit = await decide(current, tx)
      if (!edit) return { row: current, change: null }
      const { secretHash: _, ...shown } = edit.columns
      await saveOauthApp(tx, ctx.teamId, id, edit.columns, now)
      const row = { ...current, ...shown, version: current.version + 1, updatedAt: now }
      const change = await recordChange(ctx, tx, {
        entity: { kind: 'oauth_app', id, name: row.name },
        action: edit.action,
        fields: edit.fields,
        version: row.version,
      })
      return { row, change }
    },
  )
  if (change) announce(ctx, change)
  return oauthAppView(row)
}

/** An app that was ended stays as it is. */
export function refuseRevoked(app: OauthAppRow): void {
  if (app.revokedAt) throw new DomainError('wrong_state', 'This app was revoked.')
}

/** Nobody lets an app do what they may not do themselves. Throws `forbidden`. */
export function refuseScopesBeyond(ctx: Context, scopes: readonly string[]): void {
  const beyond = permissionsOfScopes(scopes).find((permission) => !can(ctx.actor, permission))
  if (beyond === undefined) return
  throw new DomainError('forbidden', `Nobody gives away what they may not do themselves: ${beyond}.`)
}
