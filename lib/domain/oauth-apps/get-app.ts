import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { OauthAppDetail } from './fields.ts'
import { findOauthApp } from './repo.ts'
import { countActiveTokens } from './repo-tokens.ts'
import { oauthAppView } from './view.ts'

/** One app, and what hangs on it now. Throws `forbidden`, `not_found`. */
export async function getOauthApp(ctx: Context, { id }: { readonly id: string }): Promise<OauthAppDetail> {
  authorize(ctx, 'oauth-app:manage')
  if (!isUuid(id)) throw notFound('App')
  const [row, activeTokens] = await guarded(() =>
    Promise.all([findOauthApp(ctx.teamId, id), countActiveTokens(ctx.teamId, id, ctx.clock.now())]),
  )
  if (!row) throw notFound('App')
  return { ...oauthAppView(row), endpoints: row.endpoints, activeTokens }
}
