'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type SaveResult, saveFailedText } from '#components/form/save-result.ts'
import { usePatchEndpoint, useRevertChange } from '#lib/queries/endpoints.ts'
import type { FieldSave } from './field-save.ts'

export type SaveField = <T>(request: FieldSave<T>) => Promise<SaveResult<T>>

/** Saves one field alone. How is fetched with the first save. */
export function useSaveField(team: string, id: string): SaveField {
  const queries = useQueryClient()
  const { mutateAsync: patchEndpoint, reset: forgetAnswer } = usePatchEndpoint(team, id)
  const { mutateAsync: revertChange } = useRevertChange(team)
  return useCallback(
    async <T>(request: FieldSave<T>): Promise<SaveResult<T>> => {
      const module = await import('./save-field.ts').catch(() => null)
      if (!module) return { ok: false, error: saveFailedText }
      return module.saveField({ team, id, queries, patchEndpoint, forgetAnswer, revertChange }, request)
    },
    [team, id, queries, patchEndpoint, forgetAnswer, revertChange],
  )
}
