import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { queryKeys } from './keys.ts'

type Authors = Readonly<Record<string, string>>

/** The names of those who changed fields of one thing elsewhere, by field, since the page was opened. */
export function useFieldAuthors(team: string, id: string): Authors {
  const { data } = useQuery({
    queryKey: queryKeys.authors(team, id),
    queryFn: (): Authors => ({}),
    initialData: {},
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}

/** Keeps who changed the event's fields, unless it was the reader; `userId` is their own. */
export function noteAuthors(
  queries: QueryClient,
  team: string,
  userId: string,
  { entityId, actorId, actorLabel, fields }: LiveEvent,
): void {
  if (actorId === userId) return
  queries.setQueryData<Authors>(queryKeys.authors(team, entityId), (before) => ({
    ...before,
    ...Object.fromEntries(fields.map((field) => [field, actorLabel])),
  }))
}

/** What we changed ourselves is nobody else's any more. */
export function forgetAuthors(
  queries: QueryClient,
  team: string,
  id: string,
  fields: readonly string[],
): void {
  queries.setQueryData<Authors>(queryKeys.authors(team, id), (authors = {}) =>
    Object.fromEntries(Object.entries(authors).filter(([field]) => !fields.includes(field))),
  )
}
