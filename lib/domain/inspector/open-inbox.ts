import * as z from 'zod/mini'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { randomHex, uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { nameSchema } from '../users/schema.ts'
import { type InboxRow, type InboxView, inboxView, MAX_INBOXES } from './inbox.ts'
import { countInboxes, insertInbox } from './repo.ts'
import { tellInspector } from './tell.ts'

const schema = z.strictObject({ name: nameSchema('The name') })

/** 128 bits: nobody finds an inbox by trying. */
const TOKEN_BYTES = 16

/**
 * A new address of the built-in receiver. Throws `forbidden`, `invalid`, `already_exists` for a name that the team has,
 * `wrong_state` when it has ten, `unavailable`.
 */
export async function openInbox(ctx: Context, input: { readonly name: string }): Promise<InboxView> {
  authorize(ctx, 'endpoint:test')
  const { name } = parse(schema, input)
  const now = ctx.clock.now()
  const inbox: InboxRow = {
    ...{ id: uuidv7(now.getTime()), teamId: ctx.teamId, token: randomHex(TOKEN_BYTES), name, createdAt: now },
    answer: { status: 200, delayMs: 0 },
  }
  await inTransaction(async (tx) => {
    if ((await countInboxes(tx, ctx.teamId)) >= MAX_INBOXES)
      throw new DomainError('wrong_state', `A team has ${MAX_INBOXES} inboxes at most. Close one first.`)
    if (!(await insertInbox(tx, inbox)))
      throw new DomainError('already_exists', `There is an inbox named ${name} already.`)
  })
  tellInspector(ctx.notify, ctx.teamId, inbox.id)
  return inboxView(inbox)
}
