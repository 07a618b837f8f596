'use client'

import { useEffect, useState } from 'react'
import { type SaveResult, saveFailedText } from './save-result.ts'
import { useRemoteChange } from './use-remote-change.ts'

/** A switch that shows the new state at once, and the old one again with a reason when it was refused. */
export function useOptimisticSwitch(options: {
  checked: boolean
  version?: number | undefined
  changedBy?: string | undefined
  onSave: (next: boolean, seenVersion: number) => Promise<SaveResult<boolean>>
}) {
  const { checked, version = 0, changedBy, onSave } = options
  const [wanted, setWanted] = useState<{ next: boolean; base: boolean; done: boolean }>()
  const [error, setError] = useState<string>()
  const remote = useRemoteChange(checked, changedBy)
  const pending = wanted !== undefined && !wanted.done

  // The page has caught up: from here on it alone says what is so, also when that is the old state again.
  useEffect(() => {
    if (wanted?.done && wanted.base !== checked) setWanted(undefined)
  }, [wanted, checked])

  async function change(next: boolean) {
    if (pending) return
    setError(undefined)
    setWanted({ next, base: checked, done: false })
    remote.ownSave(next)
    const result = await onSave(next, version).catch(() => ({ ok: false, error: saveFailedText }) as const)
    if (result.ok) return setWanted({ next, base: checked, done: true })
    setWanted(undefined)
    setError(
      'error' in result ? result.error : `${result.conflict.by} changed this a moment ago. Look again.`,
    )
  }

  return {
    /** What to show: the wanted state until the page has the new one from the server. */
    checked: wanted && wanted.base === checked ? wanted.next : checked,
    pending,
    error,
    remoteNote: remote.note,
    change,
  }
}
