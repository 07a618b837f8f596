import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { Attempt } from './delivery.ts'
import { type AttemptSort, countAttempts, findAttempts } from './repo-read.ts'

export type { AttemptSort } from './repo-read.ts'

export interface ListAttempts {
  /** the endpoint's UUID */
  readonly endpointId: string
  readonly sort: AttemptSort
  readonly offset: number
  readonly limit: number
}

export interface AttemptList {
  readonly items: readonly Attempt[]
  /** how many there are on all pages */
  readonly total: number
}

/**
 * Attempts of all deliveries of an endpoint. An endpoint of another team has none. Throws `forbidden`, `unavailable`.
 */
export async function listAttempts(ctx: Context, query: ListAttempts): Promise<AttemptList> {
  authorize(ctx, 'delivery:read')
  const { endpointId, sort, offset, limit } = query
  const scope = { teamId: ctx.teamId, endpointId }
  const [items, total] = await guarded(() =>
    Promise.all([findAttempts(scope, sort, { offset, limit }), countAttempts(scope)]),
  )
  return { items, total }
}
