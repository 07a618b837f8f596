'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useId, useState } from 'react'
import { FieldStatus } from '#components/form/field-status.tsx'
import { useOptimisticSwitch } from '#components/form/use-optimistic-switch.ts'
import { Switch } from '#components/ui/switch.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { pauseWords } from './pause-words.ts'

const ResumeDialog = lazy(() =>
  import('./resume-dialog.tsx').then((module) => ({ default: module.ResumeDialog })),
)

/** The switch at the head of the page: pauses and activates at once, and says what happens to deliveries meanwhile. */
export function ActiveField({ beside }: { beside?: ReactNode }) {
  const { team, endpoint, profile, authors, may, save } = useEndpointScope()
  const queries = useQueryClient()
  /** while it is asked what becomes of deliveries that wait */
  const [held, setHeld] = useState<EndpointHealth>()
  const id = useId()
  const field = useOptimisticSwitch({
    checked: endpoint.active,
    version: endpoint.version,
    changedBy: authors.active,
    onSave: (active, seenVersion) =>
      save({
        field: 'active',
        mine: active,
        toDraft: Boolean,
        patch: { active },
        seenVersion,
        done: active ? 'Endpoint is active' : 'Endpoint is paused',
      }).finally(() => void queries.invalidateQueries({ queryKey: queryKeys.deliveries(team) })),
  })
  const allowed = may('endpoint:update')
  return (
    // biome-ignore lint/a11y/useSemanticElements: one switch is no fieldset
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      className="flex flex-col gap-0.5 sm:items-end sm:text-right"
    >
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        {beside}
        <FieldStatus saved={false} changedBy={field.remoteNote?.by} />
        <label id={`${id}-label`} htmlFor={id} className="ml-2 text-muted max-sm:ml-0">
          Active
        </label>
        <Switch
          id={id}
          checked={field.checked}
          disabled={!allowed}
          aria-busy={field.pending || undefined}
          aria-invalid={field.error !== undefined}
          aria-describedby={`${id}-hint`}
          onCheckedChange={(next) => {
            const key = queryKeys.endpointHealth(team, endpoint.id)
            const health = queries.getQueryData<EndpointHealth>(key)
            if (next && health?.held) setHeld(health)
            else void field.change(next)
          }}
        />
      </div>
      <p id={`${id}-hint`} className="text-faint text-sm">
        {pauseWords(field.checked, profile.delivery.whilePaused)}
        {allowed ? null : ` ${roleNeeded('Switching', 'endpoint:update')}`}
      </p>
      {field.error ? (
        <p role="alert" className="text-bad text-sm">
          {field.error}
        </p>
      ) : null}
      {/* under a boundary of its own: what is on the page stays while it comes */}
      <Suspense fallback={null}>
        {held ? (
          <ResumeDialog
            team={team}
            endpoint={endpoint}
            health={held}
            onClose={() => setHeld(undefined)}
            onResume={() => field.change(true)}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
