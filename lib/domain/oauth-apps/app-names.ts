import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { findOauthAppNames } from './repo.ts'

/** An app as those know it who may not manage apps. */
export interface OauthAppName {
  readonly id: string
  readonly name: string
}

/** The app that an endpoint belongs to, revoked or not; null when it is not one of the team's. Throws `forbidden`. */
export async function nameOauthApp(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<OauthAppName | null> {
  authorize(ctx, 'endpoint:read')
  if (!isUuid(id)) return null
  const [app] = await guarded(() => findOauthAppNames(ctx.teamId, { id }))
  return app ?? null
}

/** The apps that a new endpoint can be made for, by name. Throws `forbidden`. */
export async function choosableOauthApps(ctx: Context): Promise<OauthAppName[]> {
  authorize(ctx, 'endpoint:create')
  return guarded(() => findOauthAppNames(ctx.teamId, { revokedAt: null }))
}
