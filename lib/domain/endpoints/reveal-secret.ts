import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { getEndpoint } from './get.ts'
import type { EndpointRef } from './ref.ts'
import { findSealedSecrets } from './repo.ts'
import { openSecretDangerously, type PlainSecret } from './secrets.ts'

export interface RevealSecret {
  readonly id: EndpointRef
}

/**
 * The current key's characters, for who holds `secret:reveal`; each look is on record before it is answered.
 * Throws `forbidden`, `not_found`, `wrong_state` where signing is off.
 */
export async function revealSecret(ctx: Context, input: RevealSecret): Promise<PlainSecret> {
  authorize(ctx, 'secret:reveal')
  const endpoint = await getEndpoint(ctx, input.id)
  const { secret, change } = await inTransaction(async (tx) => {
    const [current] = await findSealedSecrets(tx, ctx.teamId, endpoint.id, ctx.clock.now())
    if (!current) throw new DomainError('wrong_state', 'Signing is off, so there is no secret to show.')
    const change = await recordChange(ctx, tx, {
      entity: { kind: 'endpoint', id: endpoint.id, name: endpoint.name },
      action: 'secret.revealed',
      fields: [],
      version: null,
    })
    return { secret: openSecretDangerously(current), change }
  })
  announce(ctx, change)
  return secret
}
