import { notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { type AccountContext, requireUser } from './account-context.ts'
import type { SessionUser } from './load-session.ts'
import { announceAccountChange, recordAccountChange } from './record.ts'
import { lockUser, saveUserName } from './repo.ts'
import { changeNameSchema } from './schema.ts'

/** Changes the actor's own name. Throws `unauthenticated` or `invalid`. The same name changes nothing. */
export async function changeName(
  ctx: AccountContext,
  input: { readonly name: string },
): Promise<SessionUser> {
  const userId = requireUser(ctx)
  const { name } = parse(changeNameSchema, input)
  const { user, changes } = await inTransaction(async (tx) => {
    const before = await lockUser(tx, userId)
    if (!before) throw notFound('User')
    const after = { id: before.id, email: before.email, name }
    if (before.name === name) return { user: after, changes: [] }
    await saveUserName(tx, userId, name, ctx.clock.now())
    const fields = [{ field: 'name', before: before.name, after: name }]
    return { user: after, changes: await recordAccountChange(ctx, tx, after, 'user.updated', fields) }
  })
  announceAccountChange(ctx, changes)
  return user
}
