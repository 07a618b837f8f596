import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { settleDeliveries } from '../deliveries/settle.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { describe } from './apply-patch.ts'
import { profileFor } from './edit.ts'
import { getEndpoint } from './get.ts'
import { refuseOtherVersion } from './if-version.ts'
import type { EndpointRef } from './ref.ts'
import { deleteEndpointRow } from './repo.ts'

export interface DeleteEndpoint {
  readonly id: EndpointRef
  /** the endpoint has to stand at one of these */
  readonly ifVersions?: readonly number[] | undefined
}

/**
 * Deletes an endpoint with its events and keys, and cancels what is on its way to it; the audit log keeps what it was.
 * Throws `forbidden`, `not_found`, `conflict` when it was changed in that very moment.
 */
export async function deleteEndpoint(ctx: Context, input: DeleteEndpoint): Promise<ChangeRow> {
  authorize(ctx, 'endpoint:delete')
  const endpoint = await getEndpoint(ctx, input.id)
  if (input.ifVersions) await refuseOtherVersion(ctx, endpoint, input.ifVersions)
  const gone = { ...endpoint, name: '', description: null, url: '', events: [], headers: {}, metadata: {} }
  const change = await inTransaction(async (tx) => {
    const deleted = await deleteEndpointRow(tx, ctx.teamId, endpoint.id, endpoint.version)
    if (!deleted)
      throw new DomainError('conflict', 'Somebody changed this endpoint just now. Look again, then delete.')
    return recordChange(ctx, tx, {
      entity: { kind: 'endpoint', id: endpoint.id, name: endpoint.name },
      action: 'endpoint.deleted',
      fields: describe(endpoint, gone),
      version: endpoint.version + 1,
    })
  })
  announce(ctx, change)
  await settleDeliveries(ctx, endpoint.id, profileFor(ctx, endpoint.dialect))
  return change
}
