'use client'

import { useQuery } from '@tanstack/react-query'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { endpointOptions } from '#lib/queries/endpoints.ts'

/** When the endpoint was changed last, by whomever. */
export function LastChange({ team, id }: { team: string; id: string }) {
  const { data } = useQuery({ ...endpointOptions(team, id), enabled: false })
  return data ? <RelativeTime at={data.updatedAt} /> : null
}
