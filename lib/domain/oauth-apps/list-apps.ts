import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { ListedOauthApp } from './fields.ts'
import { findOauthApps } from './repo.ts'
import { oauthAppView } from './view.ts'

/** The team's apps, newest first, revoked ones among them. Throws `forbidden`. */
export async function listOauthApps(ctx: Context): Promise<ListedOauthApp[]> {
  authorize(ctx, 'oauth-app:manage')
  const rows = await guarded(() => findOauthApps(ctx.teamId))
  return rows.map((row) => ({ ...oauthAppView(row), endpoints: row.endpoints }))
}
