import { getEndpoints } from '../endpoints/get-many.ts'
import { listEndpoints } from '../endpoints/list.ts'
import type { Context } from '../shared/context.ts'
import { invalid } from '../shared/errors.ts'
import { type BulkTarget, MAX_TARGETS } from './fields.ts'
import { tooMany } from './schema.ts'

const PAGE = 100

/**
 * The ids of all endpoints that are meant, in the order in which jobs walk them. Ids that the team does not have are
 * left out. Throws `forbidden`, `invalid` when there are too many.
 */
export async function targetIds(ctx: Context, target: BulkTarget): Promise<readonly string[]> {
  const ids = 'ids' in target ? await known(ctx, target.ids) : await matching(ctx, target.filter)
  return [...ids].sort()
}

async function known(ctx: Context, ids: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (let at = 0; at < ids.length; at += PAGE)
    for (const endpoint of await getEndpoints(ctx, ids.slice(at, at + PAGE))) found.push(endpoint.id)
  return found
}

async function matching(
  ctx: Context,
  filter: Extract<BulkTarget, { filter: unknown }>['filter'],
): Promise<readonly string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await listEndpoints(ctx, { ...filter, cursor, limit: PAGE })
    found.push(...page.items.map((endpoint) => endpoint.id))
    if (found.length > MAX_TARGETS || (found.length === MAX_TARGETS && page.next !== null))
      throw invalid([{ path: ['filter'], code: 'too_many', message: tooMany() }])
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}
