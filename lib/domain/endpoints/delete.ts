import type { ChangeRow } from '../audit/change.ts'
import { refuseOtherVersion } from '../audit/conflicts.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { settleDeliveries } from '../deliveries/settle.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { describe } from './apply-patch.ts'
import { versioned } from './conflicts.ts'
import { profileFor } from './edit.ts'
import type { EndpointRef } from './ref.ts'
import { deleteEndpointRow, lockEndpoint } from './repo.ts'

export interface DeleteEndpoint {
  readonly id: EndpointRef
  /** the endpoint has to stand at one of these */
  readonly ifVersions?: readonly number[] | undefined
}

/**
 * Deletes an endpoint with its events and keys, and cancels what is on its way to it; the audit log keeps what it was. It
 * is locked first, so one that somebody changes in that very moment is deleted as it then is.
 * Throws `forbidden`, `not_found`, `conflict` when it stands at none of `ifVersions`.
 */
export async function deleteEndpoint(ctx: Context, input: DeleteEndpoint): Promise<ChangeRow> {
  authorize(ctx, 'endpoint:delete')
  const { endpoint, change } = await inTransaction(async (tx) => {
    const locked = await lockEndpoint(tx, ctx.teamId, input.id, ctx.clock.now())
    if (!locked) throw notFound('Endpoint')
    if (input.ifVersions)
      await refuseOtherVersion(ctx, versioned(locked), { versions: input.ifVersions, what: 'endpoint', tx })
    await deleteEndpointRow(tx, ctx.teamId, locked.id)
    const gone = { ...locked, name: '', description: null, url: '', events: [], headers: {}, metadata: {} }
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'endpoint', id: locked.id, name: locked.name },
      action: 'endpoint.deleted',
      fields: describe(locked, gone),
      version: locked.version + 1,
    })
    return { endpoint: locked, change: recorded }
  })
  announce(ctx, change)
  await settleDeliveries(ctx, endpoint.id, profileFor(ctx, endpoint.dialect))
  return change
}
