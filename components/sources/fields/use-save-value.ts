'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type SaveResult, saveFailedText } from '#components/form/save-result.ts'
import { toastDone } from '#components/ui/toast.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { usePatchSource } from '#lib/queries/sources.ts'

export interface ValueSave<T> {
  readonly name: string
  readonly value: string
  /** the version whose value the reader saw */
  readonly seenVersion: number
  /** how what is shown of somebody else's value reads as a draft */
  readonly toDraft: (shown: string) => T
  /** for the toast: "Signing Secret saved" */
  readonly done: string
  /** the value before, where saving it again takes this back */
  readonly before?: string | undefined
}

export type SaveValue = <T>(request: ValueSave<T>) => Promise<SaveResult<T>>

/** Sends one value alone; says what was done, with a way back, or what went wrong, for the field's own words. */
export function useSaveValue(team: string, id: string): SaveValue {
  const queries = useQueryClient()
  const { mutateAsync, reset } = usePatchSource(team, id)
  return useCallback(
    async <T>({ name, value, seenVersion, toDraft, done, before }: ValueSave<T>): Promise<SaveResult<T>> => {
      try {
        const { change } = await mutateAsync({ data: { [name]: value }, seenVersion })
        if (!change) return { ok: true }
        const undo = async () => void (await mutateAsync({ data: { [name]: before ?? '' } }))
        toastDone({ message: done, ...(before === undefined ? {} : { undo }) })
        return { ok: true }
      } catch (error) {
        // Whatever stands there now, the page should show it.
        void queries.invalidateQueries({ queryKey: queryKeys.source(team, id) })
        return failedSave(error, name, toDraft)
      } finally {
        // What the mutation keeps may be a secret.
        reset()
      }
    },
    [team, id, queries, mutateAsync, reset],
  )
}

function failedSave<T>(error: unknown, name: string, toDraft: (shown: string) => T): SaveResult<T> {
  if (!(error instanceof ActionError)) return { ok: false, error: saveFailedText }
  const conflict = error.conflicts.find(({ key }) => key === name)
  if (conflict) {
    const { author: by, version, current } = conflict
    return {
      ok: false,
      conflict: { theirs: toDraft(typeof current === 'string' ? current : ''), by, version },
    }
  }
  const issue = error.issues.find(({ path }) => path[1] === name) ?? error.issues[0]
  return { ok: false, error: issue?.message ?? error.message }
}
