import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import { countOfDialect, type DialectFilter, type DialectSort, listOfDialect } from './repo-dialect.ts'

export type { DialectSort } from './repo-dialect.ts'

export interface ListOfDialect {
  readonly dialect: string
  /** only those that this OAuth app made */
  readonly oauthAppId?: string | undefined
  /** part of the URL, without regard to case */
  readonly url?: string | undefined
  readonly sort: DialectSort
  readonly offset: number
  /** null is all of them */
  readonly limit: number | null
}

export interface DialectList {
  readonly items: readonly EndpointWithSecrets[]
  /** how many there are on all pages */
  readonly total: number
}

/**
 * A team's endpoints of one dialect, whole, for wires that page by numbers. The dashboard walks `listEndpoints` instead,
 * whose cost does not grow with the depth. Throws `forbidden`, `unavailable`.
 */
export async function listEndpointsOfDialect(ctx: Context, query: ListOfDialect): Promise<DialectList> {
  authorize(ctx, 'endpoint:read')
  const { sort, offset, limit } = query
  const filter: DialectFilter = {
    teamId: ctx.teamId,
    dialect: query.dialect,
    oauthAppId: query.oauthAppId,
    url: query.url?.toLowerCase(),
  }
  const items = await guarded(() => listOfDialect(filter, sort, { offset, limit }, ctx.clock.now()))
  const isLastPage = limit === null || items.length < limit
  const isCounted = isLastPage && (items.length > 0 || offset === 0)
  const total = isCounted ? offset + items.length : await guarded(() => countOfDialect(filter))
  return { items, total }
}
