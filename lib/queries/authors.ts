import { useQuery } from '@tanstack/react-query'
import { queryKeys } from './keys.ts'

/** The names of those who changed fields of one thing elsewhere, by field, since the page was opened. */
export function useFieldAuthors(team: string, id: string): Readonly<Record<string, string>> {
  const { data } = useQuery({
    queryKey: queryKeys.authors(team, id),
    queryFn: (): Record<string, string> => ({}),
    initialData: {},
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
