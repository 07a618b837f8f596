'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { SaveResult } from '#components/form/save-result.ts'
import { toastDone } from '#components/ui/toast.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import type { EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import { usePatchEndpoint, useRevertChange } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { failedSave, isUndoable, type Sent } from './save-outcome.ts'

export interface FieldSave<T> extends Sent<T> {
  /** exactly what was touched */
  readonly patch: EndpointPatch
  /** the version whose value the reader saw */
  readonly seenVersion: number
  /** for the toast: "Description saved" */
  readonly done: string
  readonly doneDetail?: string | undefined
  /** told the new key when the patch turned signing on; it is kept nowhere else */
  readonly onSecret?: ((secret: string) => void) | undefined
}

export type SaveField = <T>(request: FieldSave<T>) => Promise<SaveResult<T>>

/** Saves one field alone, says so with a way back, and puts what went wrong into the field's own words. */
export function useSaveField(team: string, id: string): SaveField {
  const queries = useQueryClient()
  const { mutateAsync: patchEndpoint, reset: forgetAnswer } = usePatchEndpoint(team, id)
  const { mutateAsync: revertChange } = useRevertChange(team)

  return useCallback(
    async <T>(request: FieldSave<T>): Promise<SaveResult<T>> => {
      /** What we changed ourselves is not to be shown as somebody else's. */
      const disown = (change: ChangeView) =>
        queries.setQueryData<Record<string, string>>(queryKeys.authors(team, id), (authors = {}) =>
          Object.fromEntries(
            Object.entries(authors).filter(([field]) => !change.fields.some((step) => step.field === field)),
          ),
        )
      try {
        const { patch, seenVersion } = request
        const { change, secret } = await patchEndpoint({ patch, seenVersion })
        if (secret !== null) {
          request.onSecret?.(secret)
          forgetAnswer()
        }
        if (!change) return { ok: true }
        disown(change)
        const undo = async () => {
          const reverted = await revertChange({ changeId: change.id })
          if (reverted.change) disown(reverted.change)
        }
        toastDone({
          message: request.done,
          ...(request.doneDetail ? { description: request.doneDetail } : {}),
          ...(isUndoable(change) ? { undo } : {}),
        })
        return { ok: true }
      } catch (error) {
        // Whatever stands there now, the page should show it.
        void queries.invalidateQueries({ queryKey: queryKeys.endpoint(team, id) })
        return failedSave(error, request)
      }
    },
    [queries, team, id, patchEndpoint, forgetAnswer, revertChange],
  )
}
