import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { editOauthApp } from './edit-app.ts'
import type { OauthAppView } from './fields.ts'
import { revokeTokensOfApp } from './repo-tokens.ts'

/**
 * Ends an app for good, and all its tokens and codes with it, at once. Ending it again changes nothing.
 * Throws `forbidden`, `not_found`.
 */
export async function revokeOauthApp(ctx: Context, { id }: { readonly id: string }): Promise<OauthAppView> {
  authorize(ctx, 'oauth-app:manage')
  const now = ctx.clock.now()
  return editOauthApp(ctx, id, async (current, tx) => {
    if (current.revokedAt) return null
    const ended = await revokeTokensOfApp(tx, ctx.teamId, id, now)
    return {
      columns: { revokedAt: now },
      action: 'oauth_app.revoked',
      fields: ended === 0 ? [] : [{ field: 'activeTokens', before: ended, after: 0 }],
    }
  })
}
