'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type SaveResult, saveFailedText } from '#components/form/save-result.ts'
import { toastDone } from '#components/ui/toast.ts'
import type { OauthAppField } from '#lib/domain/oauth-apps/fields.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { usePatchOauthApp } from '#lib/queries/oauth-apps.ts'
import { ActionError } from '#lib/queries/run-action.ts'

export interface AppSave<T> {
  readonly field: OauthAppField
  readonly value: unknown
  /** what saving again takes this back */
  readonly before: unknown
  /** the version whose value the reader saw */
  readonly seenVersion: number
  /** how somebody else's value reads as a draft */
  readonly toDraft: (current: unknown) => T
  /** for the toast: "Name saved" */
  readonly done: string
}

export type SaveApp = <T>(request: AppSave<T>) => Promise<SaveResult<T>>

/** Sends one field alone; says what was done, with a way back, or what went wrong, for the field's own words. */
export function useSaveApp(team: string, id: string): SaveApp {
  const queries = useQueryClient()
  const { mutateAsync } = usePatchOauthApp(team, id)
  return useCallback(
    async <T>(request: AppSave<T>): Promise<SaveResult<T>> => {
      const { field, value, before, seenVersion, done } = request
      try {
        const { version } = await mutateAsync({ patch: { [field]: value }, seenVersion })
        const undo = async () =>
          void (await mutateAsync({ patch: { [field]: before }, seenVersion: version }))
        toastDone({ message: done, undo })
        return { ok: true }
      } catch (error) {
        // Whatever stands there now, the page should show it.
        void queries.invalidateQueries({ queryKey: queryKeys.oauthApp(team, id) })
        return failedSave(error, request)
      }
    },
    [team, id, queries, mutateAsync],
  )
}

function failedSave<T>(error: unknown, { field, toDraft }: AppSave<T>): SaveResult<T> {
  if (!(error instanceof ActionError)) return { ok: false, error: saveFailedText }
  const conflict = error.conflicts.find((each) => each.field === field)
  if (conflict) {
    const { author: by, version, current } = conflict
    return { ok: false, conflict: { theirs: toDraft(current), by, version } }
  }
  return { ok: false, error: error.issues[0]?.message ?? error.message }
}
