'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { endpointHealthOptions } from '#lib/queries/endpoint-health.ts'
import { useRevertChange, useToggleActive } from '#lib/queries/endpoints.ts'

const ResumeDialog = lazy(() =>
  import('../fields/resume-dialog.tsx').then((module) => ({ default: module.ResumeDialog })),
)

/** Dialects' rules are fetched when one is asked; what is done is told of without them too. */
const noteOf = (dialect: string) =>
  import('./paused-note.ts').then(
    ({ pausedNote }) => pausedNote(dialect),
    () => undefined,
  )

/**
 * Pauses or activates an endpoint from its row: at once, with a way back, and back by itself when it was refused. Where
 * deliveries wait for it, what becomes of them is asked first.
 */
export function ActiveSwitch({ team, endpoint }: { team: string; endpoint: EndpointSummary }) {
  const toggle = useToggleActive(team)
  const revert = useRevertChange(team)
  const queries = useQueryClient()
  const [looking, setLooking] = useState(false)
  const [held, setHeld] = useState<EndpointHealth>()
  const { id, name, version } = endpoint

  async function begin(active: boolean) {
    if (looking) return
    if (!active) return change(active)
    setLooking(true)
    // as it is now, and not as a page had it a while ago; what cannot be found out is not asked
    const health = await queries
      .fetchQuery({ ...endpointHealthOptions(team, id), staleTime: 0 })
      .catch(() => undefined)
    setLooking(false)
    if (health?.held) setHeld(health)
    else await change(active)
  }

  async function change(active: boolean) {
    if (toggle.isPending) return
    // beside the change, so that the toast need not wait for it
    const noting = active ? undefined : noteOf(endpoint.dialect)
    try {
      const { change } = await toggle.mutateAsync({ id, version, active })
      toastDone({
        message: active ? `${name} is active` : `${name} is paused`,
        description: await noting,
        ...(change ? { undo: async () => void (await revert.mutateAsync({ changeId: change.id })) } : {}),
      })
    } catch (error) {
      toastFailed({
        message: active ? `${name} could not be activated` : `${name} could not be paused`,
        description: error instanceof Error ? error.message : undefined,
      })
    }
  }

  return (
    <>
      <Switch
        aria-label={`${name} active`}
        checked={endpoint.active}
        aria-busy={looking || toggle.isPending || undefined}
        onCheckedChange={(active) => void begin(active)}
        className="align-middle"
      />
      {/* under a boundary of its own: the row stays while it comes */}
      <Suspense fallback={null}>
        {held ? (
          <ResumeDialog
            team={team}
            endpoint={endpoint}
            health={held}
            onClose={() => setHeld(undefined)}
            onResume={() => change(true)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
