import { endpointSorts, type ListEndpoints, type Sort } from '#lib/domain/endpoints/list.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { flagSchema, pageParameters, queryParameter, text } from '../json-schemas.ts'
import { choice, flag, limit, one } from '../query.ts'
import { badQuery } from '../refusal.ts'

const SEARCH_MAX_LENGTH = 200
const sortWords = endpointSorts.flatMap((by) => [by, `-${by}`] as const)
const onlyTrue = ['true'] as const

export const listParameters = [
  queryParameter('search', 'In name, URL or id, without regard to case', {
    type: 'string',
    maxLength: SEARCH_MAX_LENGTH,
  }),
  queryParameter('dialect', 'One or more, with commas between', text()),
  queryParameter('active', 'Active or paused ones', flagSchema),
  queryParameter('failing', 'Only those that do nothing but fail, where failures are counted', {
    type: 'string',
    enum: onlyTrue,
  }),
  queryParameter('event', 'Those that this event goes to, those with * too'),
  queryParameter('sort', '-created by default; a minus turns the order round', {
    type: 'string',
    enum: sortWords,
  }),
  ...pageParameters,
]

/** Throws `Refusal` for what it does not understand. */
export function readListQuery(ctx: Context, query: URLSearchParams): ListEndpoints {
  const search = one(query, 'search')
  if (search !== undefined && search.length > SEARCH_MAX_LENGTH)
    throw badQuery('search', `search may have at most ${SEARCH_MAX_LENGTH} characters.`)
  const dialects = one(query, 'dialect')?.split(',')
  const strange = dialects?.find((dialect) => !ctx.profile(dialect))
  if (strange !== undefined) throw badQuery('dialect', `There is no dialect ${strange}.`)
  return {
    search,
    dialects,
    active: flag(query, 'active'),
    failing: choice(query, 'failing', onlyTrue) && true,
    event: one(query, 'event'),
    sort: sortOf(query),
    cursor: one(query, 'cursor'),
    limit: limit(query),
  }
}

function sortOf(query: URLSearchParams): Sort {
  const word = choice(query, 'sort', sortWords) ?? '-created'
  const by = endpointSorts.find((candidate) => word.endsWith(candidate)) ?? 'created'
  return { by, order: word.startsWith('-') ? 'desc' : 'asc' }
}
