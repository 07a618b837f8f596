import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { toolkitOf } from '../toolkits/toolkits.ts'
import { step } from './edit.ts'
import { entityOf } from './entity.ts'
import { deleteSourceRow, lockSource } from './repo.ts'
import type { SourceRef } from './source.ts'

/** Deletes a source with its values; the audit log keeps what it was. Throws `forbidden`, `not_found`, `unavailable`. */
export async function deleteSource(ctx: Context, ref: SourceRef): Promise<ChangeRow> {
  authorize(ctx, 'source:delete')
  const change = await inTransaction(async (tx) => {
    const source = await lockSource(tx, ctx.teamId, ref)
    if (!source) throw notFound('Source')
    await deleteSourceRow(tx, ctx.teamId, source.id)
    return recordChange(ctx, tx, {
      entity: entityOf(source),
      action: 'source.deleted',
      fields: [
        { field: 'toolkit', before: source.toolkit, after: null },
        { field: 'clientId', before: source.clientId, after: null },
        ...source.rows.map((value) => step(toolkitOf(source.toolkit), value.name, value.mask, null)),
      ],
      version: source.version + 1,
    })
  })
  announce(ctx, change)
  return change
}
