import * as z from 'zod/mini'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { guarded } from '../shared/transaction.ts'
import { answerStatuses, type InboxAnswer, MAX_ANSWER_DELAY_MS } from './inbox.ts'
import { saveAnswer } from './repo.ts'
import { tellInspector } from './tell.ts'

const schema = z.strictObject({
  status: z.literal([...answerStatuses], { error: `Answer with one of ${answerStatuses.join(', ')}.` }),
  delayMs: z
    .int('The delay is a whole number of milliseconds.')
    .check(
      z.minimum(0, 'The delay is not negative.'),
      z.maximum(MAX_ANSWER_DELAY_MS, `The delay is ${MAX_ANSWER_DELAY_MS / 1000} seconds at most.`),
    ),
})

/** What whoever posts to this inbox is told from now on. Throws `forbidden`, `invalid`, `not_found`, `unavailable`. */
export async function setAnswer(
  ctx: Context,
  { id, ...input }: { readonly id: string; readonly status: number; readonly delayMs: number },
): Promise<InboxAnswer> {
  authorize(ctx, 'endpoint:test')
  const answer = parse(schema, input)
  if (!isUuid(id) || !(await guarded(() => saveAnswer(ctx.teamId, id, answer)))) throw notFound('Inbox')
  tellInspector(ctx.notify, ctx.teamId, id)
  return answer
}
