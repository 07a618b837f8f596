'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toastDone } from '#components/ui/toast.ts'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { revertibleSteps } from '#lib/domain/endpoints/revertible.ts'
import { useRevertChange } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { stepName } from './change-words.ts'

/** A revert that turned signing on again made a new secret: it is shown once. */
export interface NewSecret {
  readonly endpointName: string
  readonly secret: string
}

/** Takes a change back, whole or one step of it. `problem` says why it could not be. */
export function useRevert(team: string, change: ChangeView, onSecret: (secret: NewSecret) => void) {
  const queries = useQueryClient()
  const mutation = useRevertChange(team)
  const [problem, setProblem] = useState<string>()

  async function revert(step?: FieldChange) {
    if (mutation.isPending) return
    setProblem(undefined)
    try {
      const part = step && { field: step.field, ...(step.key === undefined ? {} : { key: step.key }) }
      const { change: made, secret } = await mutation.mutateAsync({ changeId: change.id, ...part })
      void queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
      if (secret !== null) onSecret({ endpointName: change.entityName, secret })
      const steps = step ? [step] : revertibleSteps(change)
      const [only] = steps
      toastDone({
        message:
          only && steps.length === 1 ? `${stepName(only)} reverted` : `${steps.length} fields reverted`,
        // to take back a revert that touched signing would make or destroy a secret behind the reader's back
        ...(made && !steps.some(({ field }) => field === 'signing')
          ? { undo: async () => void (await mutation.mutateAsync({ changeId: made.id })) }
          : {}),
      })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'This could not be reverted. Try again.')
    }
  }

  return {
    revert,
    problem,
    /** which one is on its way: a step's key, or '' for the whole change */
    pending: mutation.isPending ? stepKey(mutation.variables) : undefined,
  }
}

/** What tells a step from the others of its change. */
export function stepKey({ field, key }: { field?: string; key?: string }): string {
  return [field, key].filter((part) => part !== undefined).join(' ')
}
