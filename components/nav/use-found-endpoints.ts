'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { findEndpointsOptions } from '#lib/queries/find-endpoints.ts'

const TYPING_PAUSE_MS = 150

interface Found {
  readonly search: string
  readonly items: readonly EndpointSummary[]
}

/**
 * What a search finds, a moment after the typing pauses; until then what was found before. Each page has this in its
 * frame, so it asks the query cache without subscribing to it: that costs a page less code.
 */
export function useFoundEndpoints(team: string, typed: string) {
  const queries = useQueryClient()
  const search = typed.trim()
  const [found, setFound] = useState<Found>({ search: '', items: [] })

  useEffect(() => {
    let isCurrent = true
    const put = (items: Found['items']) => {
      if (isCurrent) setFound({ search, items })
    }
    const timer = setTimeout(() => {
      if (search === '') return put([])
      queries.fetchQuery(findEndpointsOptions(team, search)).then(
        (page) => put(page.items),
        () => put([]),
      )
    }, TYPING_PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [queries, team, search])

  return { items: search === '' ? [] : found.items, pending: found.search !== search }
}
