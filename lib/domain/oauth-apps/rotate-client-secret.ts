import type { PlainCredential } from '../api-keys/make-key.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { makeClientSecret } from './client-secret.ts'
import { editOauthApp, refuseRevoked } from './edit-app.ts'
import type { OauthAppView } from './fields.ts'

export interface RotatedClientSecret {
  readonly app: OauthAppView
  /** answered here once and never again */
  readonly clientSecret: PlainCredential
}

/**
 * Gives an app a new secret; the old one ends at once, tokens stay. Throws `forbidden`, `not_found`, or `wrong_state`
 * for a public client and for a revoked app.
 */
export async function rotateClientSecret(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<RotatedClientSecret> {
  authorize(ctx, 'oauth-app:manage')
  const made = makeClientSecret()
  const app = await editOauthApp(ctx, id, (current) => {
    refuseRevoked(current)
    if (!current.confidential) throw new DomainError('wrong_state', 'This app has no secret.')
    return { columns: { secretHash: made.hash }, action: 'oauth_app.secret_rotated', fields: [] }
  })
  return { app, clientSecret: made.secret }
}
