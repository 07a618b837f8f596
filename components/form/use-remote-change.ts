'use client'

import { useEffect, useRef, useState } from 'react'
import { isSameValue } from './inline-edit-state.ts'

const notedMs = 8000

/**
 * Notices that a value changed by itself: not by `ownSave`. Returns who changed it, for some seconds, and a key
 * that differs for each such change.
 */
export function useRemoteChange<T>(value: T, changedBy: string | undefined) {
  const last = useRef(value)
  const ownValue = useRef<{ value: T } | undefined>(undefined)
  const [note, setNote] = useState<{ by: string; key: number }>()

  useEffect(() => {
    if (isSameValue(last.current, value)) return
    last.current = value
    const own = ownValue.current && isSameValue(ownValue.current.value, value)
    ownValue.current = undefined
    if (own || !changedBy) return setNote(undefined)
    setNote((before) => ({ by: changedBy, key: (before?.key ?? 0) + 1 }))
  }, [value, changedBy])

  useEffect(() => {
    if (!note) return
    const timer = setTimeout(() => setNote(undefined), notedMs)
    return () => clearTimeout(timer)
  }, [note])

  return {
    note,
    /** Call before saving: the value that will come back is our own. */
    ownSave: (saved: T) => {
      ownValue.current = { value: saved }
    },
  }
}
