'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Code } from '#components/ui/code.tsx'

const SHOWN_MS = 30_000

type RevealedValueProps = {
  mask: string
  /** fetches the value; what it keeps of it is its own affair */
  ask: () => Promise<string>
  /** for the button that copies it: "signing secret" */
  copyLabel: string
  /** told once it is there */
  onShown: () => void
  /** told when it is to be masked again; with the reason if it could not be had */
  onHide: (error?: string) => void
}

/**
 * A value that is masked else, for a moment: it is dropped after half a minute, and as soon as the reader turns to another window
 * or another part of the page.
 */
export function RevealedValue({ mask, ask: fetchValue, copyLabel, onShown, onHide }: RevealedValueProps) {
  const [secret, setSecret] = useState<string>()
  const ref = useRef<HTMLElement>(null)
  const asked = useRef(false)

  const ask = useEffectEvent(async () => {
    // Each look is on record, so one is asked for, not two.
    if (asked.current) return
    asked.current = true
    try {
      setSecret(await fetchValue())
    } catch (error) {
      onHide(error instanceof Error ? error.message : 'It could not be shown. Try again.')
    }
  })
  useEffect(() => void ask(), [])

  const isShown = secret !== undefined
  const hide = useEffectEvent(() => onHide())
  const tell = useEffectEvent(() => onShown())
  useEffect(() => {
    if (!isShown) return
    const place = ref.current?.closest<HTMLElement>('[role=group]')
    ref.current?.focus()
    tell()

    const onBlur = () => hide()
    // Without the secret the row may be shorter, and what is below it would slip away from under a press: its click
    // would be lost. So who turns away by a press is waited for.
    let isPressed = false
    let isLeft = false
    const onPress = () => {
      isPressed = true
    }
    const onRelease = () => {
      isPressed = false
      if (isLeft) setTimeout(onBlur)
    }
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && place?.contains(relatedTarget)) return
      if (isPressed) isLeft = true
      else hide()
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hide()
    }
    const timer = setTimeout(onBlur, SHOWN_MS)
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('blur', onBlur, { signal })
    document.addEventListener('visibilitychange', onVisibility, { signal })
    document.addEventListener('pointerdown', onPress, { signal, capture: true })
    document.addEventListener('pointerup', onRelease, { signal, capture: true })
    document.addEventListener('pointercancel', onRelease, { signal, capture: true })
    place?.addEventListener('focusout', onFocusOut, { signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [isShown])

  if (!isShown) return <Code>{mask}</Code>
  return (
    <span ref={ref} tabIndex={-1} className="block rounded-sm">
      <Code copy={secret} copyLabel={copyLabel}>
        {secret}
      </Code>
    </span>
  )
}
