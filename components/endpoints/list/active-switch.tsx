'use client'

import { Switch } from '#components/ui/switch.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { useRevertChange, useToggleActive } from '#lib/queries/endpoints.ts'

/** Pauses or activates an endpoint from its row: at once, with a way back, and back by itself when it was refused. */
export function ActiveSwitch({ team, endpoint }: { team: string; endpoint: EndpointSummary }) {
  const toggle = useToggleActive(team)
  const revert = useRevertChange(team)
  const { id, name, version } = endpoint

  async function change(active: boolean) {
    if (toggle.isPending) return
    try {
      const { change } = await toggle.mutateAsync({ id, version, active })
      toastDone({
        message: active ? `${name} is active` : `${name} is paused`,
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
    <Switch
      aria-label={`${name} active`}
      checked={endpoint.active}
      aria-busy={toggle.isPending || undefined}
      onCheckedChange={(active) => void change(active)}
      className="align-middle"
    />
  )
}
