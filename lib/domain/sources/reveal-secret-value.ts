import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { PlainSecret } from '../endpoints/secrets.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { setupField, toolkitOf } from '../toolkits/toolkits.ts'
import { entityOf } from './entity.ts'
import { getSource } from './get.ts'
import { findValues } from './repo.ts'
import { openValueDangerously } from './secret-values.ts'
import type { SourceRef } from './source.ts'

/**
 * One value's characters, for who holds `secret:reveal`; each look is on record before it is answered.
 * Throws `forbidden`, `not_found` for the source and for a name that is no field of it, `wrong_state` for an empty field.
 */
export async function revealSourceValue(ctx: Context, ref: SourceRef, name: string): Promise<PlainSecret> {
  authorize(ctx, 'secret:reveal')
  const source = await getSource(ctx, ref)
  const field = setupField(toolkitOf(source.toolkit), name)
  if (!field) throw notFound('Setup field')
  const { value, change } = await inTransaction(async (tx) => {
    const [row] = await findValues(tx, ctx.teamId, source.id, [name])
    if (!row) throw new DomainError('wrong_state', `${field.displayName} is not set.`)
    const change = await recordChange(ctx, tx, {
      entity: entityOf(source),
      action: 'source.revealed',
      fields: [{ field: 'data', key: name, before: null, after: null, redacted: true }],
      version: null,
    })
    return { value: openValueDangerously(row), change }
  })
  announce(ctx, change)
  return value
}
