'use client'

import { useMemo } from 'react'
import { useClockText } from '#components/ui/clock.tsx'
import type { ApiKeyView } from '#lib/domain/api-keys/fields.ts'
import type { KeyRow } from './key-row.ts'
import { type KeyState, keyState } from './key-state.ts'

/** The keys with their states, which keep up with the clock. */
export function useKeyRows(keys: readonly ApiKeyView[]): readonly KeyRow[] {
  // one text for all of them: the list is drawn again only when one of them gets another state
  const states = useClockText((nowMs) => keys.map((key) => keyState(key, nowMs)).join(' '))
  return useMemo(() => {
    const stateAt = states.split(' ') as KeyState[]
    return keys.map((key, at) => ({ ...key, state: stateAt[at] ?? 'active' }))
  }, [keys, states])
}
