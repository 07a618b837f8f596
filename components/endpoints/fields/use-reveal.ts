'use client'

import { useEffect, useRef, useState } from 'react'
import { useRevealSecret } from '#lib/queries/endpoints.ts'

const SHOWN_MS = 30_000

/**
 * The plain secret, for a moment: it is dropped after half a minute, and as soon as the reader turns to another window
 * or another part of the page.
 */
export function useReveal(team: string, id: string) {
  const { mutateAsync, reset, isPending } = useRevealSecret(team, id)
  const [secret, setSecret] = useState<string>()
  const [error, setError] = useState<string>()
  const shownRef = useRef<HTMLElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const isShown = secret !== undefined

  useEffect(() => {
    if (!isShown) return
    const button = buttonRef.current
    const place = shownRef.current?.closest<HTMLElement>('[role=group]')
    shownRef.current?.focus()

    const hide = () => {
      const hadFocus = place?.contains(document.activeElement)
      setSecret(undefined)
      if (hadFocus) button?.focus()
    }
    const onFocusOut = (event: FocusEvent) => {
      if (!(event.relatedTarget instanceof Node) || !place?.contains(event.relatedTarget)) hide()
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hide()
    }
    const timer = setTimeout(hide, SHOWN_MS)
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', onVisibility)
    place?.addEventListener('focusout', onFocusOut)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', onVisibility)
      place?.removeEventListener('focusout', onFocusOut)
    }
  }, [isShown])

  async function show() {
    setError(undefined)
    try {
      const answer = await mutateAsync()
      setSecret(answer.secret)
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : 'The secret could not be shown. Try again.')
    } finally {
      // What the mutation keeps of its answer goes now, not with the page.
      reset()
    }
  }

  return {
    secret,
    error,
    pending: isPending,
    shownRef,
    buttonRef,
    show: () => void show(),
    hide: () => {
      setSecret(undefined)
      buttonRef.current?.focus()
    },
  }
}
