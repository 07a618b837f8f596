'use client'

import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import type { DeliveryInspection } from '#lib/domain/deliveries/inspect-delivery.ts'
import { useReplay } from '#lib/queries/deliveries.ts'
import { curlOf } from './curl.ts'

type SheetActionsProps = {
  team: string
  inspection: DeliveryInspection
  permissions: readonly Permission[]
  /** told the id of the new delivery */
  onReplayed: (id: string) => void
}

/** At the foot of a delivery: take its request along, send it again. */
export function SheetActions({ team, inspection, permissions, onReplayed }: SheetActionsProps) {
  const replay = useReplay(team)
  const { delivery, last } = inspection
  const mayReplay = permissions.includes('delivery:replay')
  const hindrance = mayReplay ? hindranceOf(inspection) : roleNeeded('Replaying', 'delivery:replay')

  async function send() {
    const made = await replay.mutateAsync(delivery.id).catch(() => null)
    if (!made) return
    toastDone({ message: `${delivery.eventType} is sent again` })
    onReplayed(made.id)
  }

  return (
    <>
      <p role={replay.error ? 'alert' : undefined} className="min-w-0 flex-1 text-sm">
        {replay.error ? (
          <span className="text-bad">{replay.error.message}</span>
        ) : (
          <span className="text-faint">{hindrance}</span>
        )}
      </p>
      {last ? (
        <CopyButton value={curlOf(last)} label="as curl" size="m" variant="default">
          Copy as curl
        </CopyButton>
      ) : null}
      {mayReplay ? (
        <Button
          variant="primary"
          disabled={hindrance !== null}
          loading={replay.isPending}
          onClick={() => void send()}
        >
          Replay
        </Button>
      ) : null}
    </>
  )
}

/** Why it cannot be sent again, as far as the page knows. */
function hindranceOf({ delivery, message }: DeliveryInspection): string | null {
  if (delivery.endpointName === null) return 'Its endpoint was deleted, so it cannot be sent again.'
  if (!message) return 'Its message is stored no more, so it cannot be sent again.'
  return null
}
