'use client'

import { useId, useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { roleNeeded, useEndpointScope } from './endpoint-scope.tsx'
import { OlderKeys } from './older-keys.tsx'

const loadReveal = () => import('./revealed-secret.tsx')
const loadRotate = () => import('./rotate-dialog.tsx')

/** The key that signs: masked, with its age; rotated, revealed and revoked by who may. */
export function SecretField() {
  const { endpoint, may, authors } = useEndpointScope()
  const id = useId()
  const [revealing, setRevealing] = useState<'no' | 'asked' | 'shown'>('no')
  const [rotating, setRotating] = useState(false)
  const [error, setError] = useState<string>()
  const revealRef = useRef<HTMLButtonElement>(null)
  const rotateRef = useRef<HTMLButtonElement>(null)
  const reveal = useOnDemand(loadReveal)
  const rotate = useOnDemand(loadRotate)
  const RevealedSecret = revealing === 'no' ? undefined : reveal.module?.RevealedSecret
  const RotateDialog = rotating ? rotate.module?.RotateDialog : undefined
  const notLoaded = (revealing === 'asked' && reveal.failed) || (rotating && rotate.failed)
  const [current, ...older] = endpoint.secrets

  function askReveal() {
    setError(undefined)
    reveal.fetch()
    setRevealing('asked')
  }

  function hide(reason?: string) {
    // With what was shown, the focus inside of it would be gone.
    const place = revealRef.current?.closest('[role=group]')
    if (place?.contains(document.activeElement)) revealRef.current?.focus()
    setError(reason)
    setRevealing('no')
  }

  if (!current) {
    return (
      <FieldRow label="Signing secret">
        <span className="text-muted">None: signing is off.</span>
      </FieldRow>
    )
  }
  return (
    <FieldRow
      label="Signing secret"
      error={error ?? (notLoaded ? notLoadedText : undefined)}
      errorId={`${id}-error`}
      action={
        <>
          {may('secret:reveal') ? (
            <Button
              ref={revealRef}
              size="s"
              loading={revealing === 'asked' && !reveal.failed}
              onPointerEnter={reveal.prepare}
              onFocus={reveal.prepare}
              onClick={revealing === 'shown' ? () => hide() : askReveal}
            >
              {revealing === 'shown' ? 'Hide' : 'Reveal'}
            </Button>
          ) : null}
          {may('secret:rotate') ? (
            <Button
              ref={rotateRef}
              size="s"
              onPointerEnter={rotate.prepare}
              onFocus={rotate.prepare}
              onClick={() => {
                rotate.fetch()
                setRotating(true)
              }}
            >
              Rotate…
            </Button>
          ) : null}
        </>
      }
    >
      {RevealedSecret ? (
        <RevealedSecret mask={current.mask} onShown={() => setRevealing('shown')} onHide={hide} />
      ) : (
        <Code>{current.mask}</Code>
      )}
      <p className="text-faint text-sm">
        {revealing === 'shown' ? (
          'Hidden again after 30 seconds, or when you turn to something else. The audit log has this look.'
        ) : (
          <>
            Created <RelativeTime at={current.createdAt} /> by {current.createdBy}.
            {authors.secret ? ` Changed by ${authors.secret}.` : null}
            {may('secret:reveal') ? null : ` ${roleNeeded('Revealing', 'secret:reveal')}`}
            {may('secret:rotate') ? null : ` ${roleNeeded('Rotating', 'secret:rotate')}`}
          </>
        )}
      </p>
      <OlderKeys keys={older} focusAfter={rotateRef} />
      {RotateDialog ? <RotateDialog onClose={() => setRotating(false)} returnFocusTo={rotateRef} /> : null}
    </FieldRow>
  )
}
