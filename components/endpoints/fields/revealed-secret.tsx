'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Code } from '#components/ui/code.tsx'
import { useRevealSecret } from '#lib/queries/endpoints.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const SHOWN_MS = 30_000

type RevealedSecretProps = {
  mask: string
  /** told once it is there */
  onShown: () => void
  /** told when it is to be masked again; with the reason if it could not be had */
  onHide: (error?: string) => void
}

/**
 * The plain secret, for a moment: it is dropped after half a minute, and as soon as the reader turns to another window
 * or another part of the page.
 */
export function RevealedSecret({ mask, onShown, onHide }: RevealedSecretProps) {
  const { team, endpoint } = useEndpointScope()
  const { mutateAsync, reset } = useRevealSecret(team, endpoint.id)
  const [secret, setSecret] = useState<string>()
  const ref = useRef<HTMLElement>(null)
  const asked = useRef(false)

  const ask = useEffectEvent(async () => {
    // Each look is on record, so one is asked for, not two.
    if (asked.current) return
    asked.current = true
    try {
      const answer = await mutateAsync()
      setSecret(answer.secret)
    } catch (error) {
      onHide(error instanceof Error ? error.message : 'The secret could not be shown. Try again.')
    } finally {
      // What the mutation keeps of its answer goes now, not with the page.
      reset()
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
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node) || !place?.contains(relatedTarget)) hide()
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hide()
    }
    const timer = setTimeout(onBlur, SHOWN_MS)
    window.addEventListener('blur', onBlur)
    document.addEventListener('visibilitychange', onVisibility)
    place?.addEventListener('focusout', onFocusOut)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', onBlur)
      document.removeEventListener('visibilitychange', onVisibility)
      place?.removeEventListener('focusout', onFocusOut)
    }
  }, [isShown])

  if (!isShown) return <Code>{mask}</Code>
  return (
    <span ref={ref} tabIndex={-1} className="block rounded-sm">
      <Code copy={secret} copyLabel="signing secret">
        {secret}
      </Code>
    </span>
  )
}
