import type { ChangeRow } from '../audit/change.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { editEndpoint } from './edit.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { EndpointRef } from './ref.ts'

export interface RevokeSecret {
  readonly id: EndpointRef
  readonly secretId: string
}

export interface RevokedSecret {
  readonly endpoint: EndpointWithSecrets
  readonly change: ChangeRow
}

/**
 * Stops an older key from signing before its overlap ends.
 * Throws `forbidden`, `not_found`, `wrong_state` for the current key: that one is replaced by rotating.
 */
export async function revokeSecret(ctx: Context, input: RevokeSecret): Promise<RevokedSecret> {
  authorize(ctx, 'secret:revoke')
  const edited = await editEndpoint(ctx, input.id, (current) => {
    const secret = current.secrets.find((candidate) => candidate.id === input.secretId)
    if (!secret) throw notFound('Secret')
    if (secret.expiresAt === null)
      throw new DomainError('wrong_state', 'This is the current secret. Rotate it to replace it.')
    const until = secret.expiresAt.toISOString()
    return {
      secrets: { revokeIds: [secret.id] },
      change: {
        action: 'secret.revoked',
        fields: [{ field: 'oldSecretSignsUntil', before: until, after: ctx.clock.now().toISOString() }],
      },
      result: true,
    }
  })
  if (!edited.change) throw new Error('A revocation always changes something.')
  return { endpoint: edited.endpoint, change: edited.change }
}
