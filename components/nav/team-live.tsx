'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { teamOptions } from '#lib/queries/team.ts'
import { useLiveChanges } from '#lib/queries/use-live-changes.ts'

const MAX_AGE_SECONDS = 365 * 24 * 60 * 60

/** Nothing to see: keeps the team's pages and its name in their frame up to date, and remembers the team for the next visit. */
export function TeamLive({ team, userId, cookie }: { team: SessionTeam; userId: string; cookie: string }) {
  const router = useRouter()
  const { slug, version } = team
  useLiveChanges(slug, userId)

  const { data, error } = useQuery({
    ...teamOptions(slug),
    initialData: team,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const isNewer = data.version > version
  useEffect(() => {
    if (isNewer) router.refresh()
  }, [isNewer, router])

  const isGone = error instanceof ActionError && error.code === 'not_found'
  useEffect(() => {
    if (isGone) location.assign('/')
  }, [isGone])

  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store interface is missing over plain HTTP
    document.cookie = `${cookie}=${slug}; Path=/; Max-Age=${MAX_AGE_SECONDS}; SameSite=Lax`
  }, [slug, cookie])
  return null
}
