import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { guarded } from '../shared/transaction.ts'
import { KEPT_MS, type RequestSummary } from './inbox.ts'
import { findInbox } from './repo.ts'
import { findEndpointFacts, findRequests, type RequestRow } from './repo-requests.ts'

export interface ListRequests {
  readonly inboxId: string
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

/**
 * A page of what came to an inbox in the last day, newest first.
 * Throws `forbidden`, `invalid` for a bad cursor, `not_found`, `unavailable`.
 */
export async function listRequests(
  ctx: Context,
  { inboxId, ...query }: ListRequests,
): Promise<Page<RequestSummary>> {
  authorize(ctx, 'delivery:read')
  const { teamId } = ctx
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor
    ? decodeCursor(query.cursor, ([id, ...rest]) => isUuid(String(id)) && rest.length === 0)
    : null
  const edge = cursor ? String(cursor.keys[0]) : undefined
  const back = cursor?.direction === 'previous'
  return guarded(async () => {
    if (!isUuid(inboxId) || !(await findInbox(teamId, inboxId))) throw notFound('Inbox')
    const rows = await findRequests({
      ...{ teamId, inboxId, since: keptSince(ctx), take: limit + 1 },
      beforeId: back ? undefined : edge,
      afterId: back ? edge : undefined,
    })
    const page = toPage(rows, limit, cursor, (row) => [row.id])
    const ids = page.items.flatMap(({ endpointId }) => endpointId ?? [])
    const facts = await findEndpointFacts(teamId, ids)
    const nameOf = (id: string) => facts.get(id)?.name ?? null
    return { ...page, items: page.items.map((row) => requestSummary(row, nameOf)) }
  })
}

/** What came before is kept no longer, also where it was not taken away yet. */
export const keptSince = ({ clock }: Pick<Context, 'clock'>) => new Date(clock.now().getTime() - KEPT_MS)

export function requestSummary(
  row: RequestRow,
  nameOf: (endpointId: string) => string | null,
): RequestSummary {
  const { id, method, path, bodyBytes, answerStatus, verdict, olderKey, endpointId, receivedAt } = row
  return {
    ...{ id, method, path, bodyBytes, answerStatus, verdict, olderKey },
    endpoint: endpointId === null ? null : { id: endpointId, name: nameOf(endpointId) },
    receivedAt: receivedAt.toISOString(),
  }
}
