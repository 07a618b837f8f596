import type { QueryClient } from '@tanstack/react-query'
import type { SaveResult } from '#components/form/save-result.ts'
import { toastDone } from '#components/ui/toast.ts'
import type { usePatchEndpoint, useRevertChange } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import type { FieldSave } from './field-save.ts'
import { failedSave, isUndoable } from './save-outcome.ts'

/** What saving needs of the page. */
export interface SavePage {
  readonly team: string
  readonly id: string
  readonly queries: QueryClient
  readonly patchEndpoint: ReturnType<typeof usePatchEndpoint>['mutateAsync']
  readonly forgetAnswer: () => void
  readonly revertChange: ReturnType<typeof useRevertChange>['mutateAsync']
}

/** Sends exactly what was touched; says what was done, with a way back, or what went wrong, for the field's own words. */
export async function saveField<T>(page: SavePage, request: FieldSave<T>): Promise<SaveResult<T>> {
  const { team, id, queries } = page
  try {
    const { patch, seenVersion, done, doneDetail } = request
    const { change, secret } = await page.patchEndpoint({ patch, seenVersion })
    if (secret !== null) {
      request.onSecret?.(secret)
      page.forgetAnswer()
    }
    if (!change) return { ok: true }
    const undo = async () => {
      await page.revertChange({ changeId: change.id })
    }
    toastDone({
      message: done,
      ...(doneDetail ? { description: doneDetail } : {}),
      ...(isUndoable(change) ? { undo } : {}),
    })
    return { ok: true }
  } catch (error) {
    // Whatever stands there now, the page should show it.
    void queries.invalidateQueries({ queryKey: queryKeys.endpoint(team, id) })
    return failedSave(error, request)
  }
}
