'use client'

import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { notLoadedText, useOnDemand } from './use-on-demand.ts'

/** What to say beside a value while it is shown. */
export const revealedText =
  'Hidden again after 30 seconds, or when you turn to something else. The audit log has this look.'

/**
 * A masked value behind a button that shows it for a moment. `load` is an `import()` of what shows it; `current` tells
 * one value from the next: once there is another, by whomever, what is shown is the wrong one.
 */
export function useReveal<M>(load: () => Promise<M>, current: string | undefined) {
  const [stage, setStage] = useState<'no' | 'asked' | 'shown'>('no')
  const [error, setError] = useState<string>()
  const buttonRef = useRef<HTMLButtonElement>(null)
  const code = useOnDemand(load)

  function ask() {
    setError(undefined)
    code.fetch()
    setStage('asked')
  }

  function hide(reason?: string) {
    // With what was shown, the focus inside of it would be gone.
    const place = buttonRef.current?.closest('[role=group]')
    if (place?.contains(document.activeElement)) buttonRef.current?.focus()
    setError(reason)
    setStage('no')
  }

  const forget = useEffectEvent(() => {
    if (stage !== 'no') hide()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another value matters here
  useLayoutEffect(() => forget(), [current])

  return {
    /** the code of what shows the value, from the press on the button until it is to be hidden */
    module: stage === 'no' ? undefined : code.module,
    isShown: stage === 'shown',
    /** why it could not be shown */
    error: error ?? (stage === 'asked' && code.failed ? notLoadedText : undefined),
    /** for what shows it */
    onShown: () => setStage('shown'),
    onHide: hide,
    hide,
    /** for the button; its word is «Hide» while the value is shown */
    button: {
      ref: buttonRef,
      loading: stage === 'asked' && !code.failed,
      onPointerEnter: code.prepare,
      onFocus: code.prepare,
      onClick: stage === 'shown' ? () => hide() : ask,
    },
  }
}
